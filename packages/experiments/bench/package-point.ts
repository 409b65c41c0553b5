import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildChoice, fillNormal, rootKey, split } from '@latent-paths/core';
import { exportModel, javascriptRuntime, toProgram } from '@latent-paths/engine';
import { convolutionalVae, initialVae, paths, vaeSchema, type ImageShape, type Path } from '@latent-paths/model';
import { pathStep } from '@latent-paths/trials/steps';
import { median } from 'simple-statistics';
import { packageFiles } from '../src/commands/path-formats/package-files.js';
import { seconds, type Measurement } from './measurement.js';

const ROUNDS = 15;
const POINTS = 100;
/** Points before the first round: the code gets as fast as it will be. */
const WARM_UP = 200;

/** The network and the latents of `_base`, which dense-alpha has, too. */
const PATH = { kind: 'network', form: 'hard-endpoints', inputs: 'linear', hidden: [1024, 1024, 512] };
const LATENT = 256;
const IMAGE: ImageShape = [32, 32, 3];

/** What a package exports. */
interface PathPackage {
  interpolate(zA: Float32Array, zB: Float32Array, alpha: number): Float32Array;
}

/** One point of a path of today's size by the package that `export --to package` writes, weights as they are drawn. */
export async function packagePoint(folder: string): Promise<Measurement[]> {
  const key = rootKey(1);
  const vae = convolutionalVae(initialVae(vaeSchema.parse({ latent: LATENT }), IMAGE, split(key, 'vae')), IMAGE);
  const { kind, ...parameters } = PATH;
  const choice = { kind, ...paths.network.schema.parse(parameters) };
  const path = buildChoice<Path>(paths, choice);
  const theta = path.initial({ latentSize: LATENT }, split(key, 'theta'));
  const model = exportModel({ step: (rows) => pathStep({ path, theta, vae, decoder: false, rows }), rows: 1 });
  const files = packageFiles({
    ...toProgram(model),
    trial: { experiment: 'bench', trial: 'network' },
    latentSize: LATENT,
    gives: 'the point of the path',
    runtime: javascriptRuntime(),
    points: [],
  });
  const own = join(folder, 'package');
  mkdirSync(own);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  // index.d.ts says so
  const { interpolate } = (await import(pathToFileURL(join(own, 'index.js')).href)) as PathPackage;

  const draw = (name: string) => {
    const data = new Float32Array(LATENT);
    fillNormal(split(key, name), 0, data);
    return data;
  };
  const [zA, zB] = [draw('zA'), draw('zB')];
  let kept = 0;
  const timeOf = (points: number): number => {
    const began = seconds();
    for (let i = 0; i < points; i++) kept += interpolate(zA, zB, i / points)[0]!;
    return (1000 * (seconds() - began)) / points;
  };
  timeOf(WARM_UP);
  const rounds = Array.from({ length: ROUNDS }, () => timeOf(POINTS));
  if (!Number.isFinite(kept)) throw new Error(`package-point: expected finite points, got ${kept}`);
  const name = `a point by an exported package, ${PATH.hidden.join('-')} units, ${LATENT} numbers a latent`;
  return [{ name, value: median(rounds), unit: 'ms', target: 1, repetitions: ROUNDS * POINTS }];
}
