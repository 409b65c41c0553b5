import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildChoice, type NamedArrays, type RunRecord, type TruthRecord } from '@latent-paths/core';
import { openPool, openStore, type Store, type TrialStore } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { decodeSafetensors, paths, type Path } from '@latent-paths/model';
import { within } from '../names.js';
import { openSource } from '../stages/train-vae.js';
import { alphaGrid, disjointPairs } from '../test-pairs.js';
import { parseTrial } from '../trial-file.js';
import { decodeEnds, decodeWalk } from './decode-walk.js';
import { scoreFrames } from './score-frames.js';
import { truthRecord } from './truth-record.js';

const USAGE = `usage: cli.ts <results/experiment> [--pairs=64] [--alphas=17] [--bank=12000] [--arm=NAME, repeatable] [--json]

Scores the finished trials of an experiment against ground truth: prints one line a trial as they come, changes no file.
`;

const COLUMNS: readonly [heading: string, value: (truth: TruthRecord) => number | null | undefined][] = [
  ['true mean', ({ distance }) => distance.mean],
  ['true at ½', ({ paths }) => paths.all['true-distance-half']?.mean],
  ['real', ({ real }) => real.mean],
  ['path err', ({ paths }) => paths.all['path-error']?.mean],
  ['reparam.', ({ paths }) => paths.all['path-error-reparameterised']?.mean],
  ['same', ({ paths }) => paths.same['path-error']?.mean],
  ['cross', ({ paths }) => paths.cross['path-error']?.mean],
  ['ends', ({ paths }) => paths.all['factor-endpoint-error']?.mean],
  ['rotation', ({ paths }) => paths.all['folded-error']?.mean],
  ['switch', ({ paths }) => paths.all['switch-error']?.mean],
  ['arc', ({ paths }) => paths.all['arc-excess']?.mean],
  ['long way', ({ paths }) => paths.all['long-way']?.mean],
  ['ACAI dist', ({ paths }) => paths.all['acai-distance']?.mean],
  ['smooth', ({ paths }) => paths.all['acai-smoothness']?.mean],
];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pairs: { type: 'string', default: '64' },
      alphas: { type: 'string', default: '17' },
      bank: { type: 'string', default: '12000' },
      arm: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined) return void process.stdout.write(USAGE);
  const store = openStore(dirname(resolve(folder)));
  const experiment = store.experiment(basename(resolve(folder)));
  const record = await experiment.readExperiment();
  if (record === null) throw new Error(`${folder}: expected a folder with experiment.json, found none`);
  const engine = await openEngine(undefined, { threads: availableParallelism() });
  const print = (name: string, cells: readonly string[]) => process.stdout.write(`${name.padEnd(30)}${cells.map((cell) => cell.padStart(10)).join('')}\n`);
  if (!values.json) print('arm', [...COLUMNS.map(([heading]) => heading), 'seconds']);
  for (const { name, trials } of record.arms) {
    if (values.arm !== undefined && !values.arm.includes(name)) continue;
    for (const id of trials) {
      const trial = experiment.trial(id);
      const run = await trial.readRun();
      if (run?.status !== 'finished') continue;
      const began = performance.now();
      const opened = await openTrial(store, trial, run);
      const { config, theta, source, vae, test } = opened;
      const path = buildChoice<Path>(paths, config.path);
      const alphas = Array.from(alphaGrid(Number(values.alphas)).data);
      const pairs = disjointPairs(test, Number(values.pairs), config.evaluation.seed);
      const decoding = { source, vae, test, pairs, engine };
      const images = await test.indices();
      const [a, b] = [pairs.a.map((row) => images[row]!), pairs.b.map((row) => images[row]!)];
      const frames = await decodeWalk({ ...decoding, path, theta, alphas });
      const truth = await scoreFrames({ source, frames, ends: await decodeEnds(decoding), alphas, a, b, bank: Number(values.bank), engine, tell: () => undefined });
      test.close();
      const record = truthRecord(truth, alphas, (performance.now() - began) / 1000);
      if (values.json) process.stdout.write(`${JSON.stringify({ arm: name, trial: id, seed: run.seed, ...record, sameCategory: truth.sameCategory, values: truth.paths })}\n`);
      else print(run.seed === 1 ? name : `${name} (seed ${run.seed})`, [...COLUMNS.map(([, value]) => value(record)?.toPrecision(3) ?? '–'), record.seconds.toFixed(0)]);
    }
  }
  engine.dispose();
}

async function openTrial(store: Store, trial: TrialStore, { inputs }: RunRecord) {
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const checkpoint = await trial.readBytes('checkpoint.safetensors');
  const theta: NamedArrays = checkpoint === null ? {} : within('weights', decodeSafetensors(checkpoint).arrays);
  const artifacts = await store.artifacts();
  const artifact = (stage: string) => {
    const found = artifacts.find(({ name }) => name === inputs[stage]?.artifact);
    if (found === undefined) throw new Error(`${trial.folder}: expected the artifact ${inputs[stage]?.artifact}, found none; run the experiment again`);
    return found;
  };
  const weights = await artifact('vae').readBytes('weights.safetensors');
  if (weights === null) throw new Error(`${trial.folder}: expected the weights of its VAE, found none; run the experiment again`);
  return { config, theta, source: openSource(config), vae: decodeSafetensors(weights).arrays, test: await openPool(artifact('pool').path('test.arrow')) };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
