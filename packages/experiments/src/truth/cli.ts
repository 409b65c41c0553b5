import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildChoice, type NamedArrays, type RunRecord } from '@latent-paths/core';
import { openPool, openStore, type Store, type TrialStore } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { decodeSafetensors, paths, type PairTruth, type Path } from '@latent-paths/model';
import { within } from '../names.js';
import { openSource } from '../stages/train-vae.js';
import { parseTrial } from '../trial-file.js';
import { scorePath, type PathTruth } from './score-path.js';

const USAGE = `usage: cli.ts <results/experiment> [--pairs=64] [--alphas=17] [--bank=12000] [--arm=NAME, repeatable] [--json]

Scores the finished trials of an experiment against ground truth: prints one line a trial as they come, changes no file.
`;

const COLUMNS: readonly [heading: string, value: (truth: PathTruth) => number | null][] = [
  ['true mean', ({ inverses }) => mean(inverses.map(({ distance }) => distance))],
  ['true at ½', ({ inverses, alphas }) => mean(inverses.filter((_, i) => i % alphas.length === (alphas.length - 1) / 2).map(({ distance }) => distance))],
  ['real', ({ ends }) => mean(ends.map(({ distance }) => distance))],
  ['path err', ({ pairs }) => mean(pairs.map(({ pathError }) => pathError))],
  ['reparam.', ({ pairs }) => mean(pairs.map(({ reparameterised }) => reparameterised))],
  ['same', ({ pairs }) => mean(pairs.filter(({ sameCategory }) => sameCategory).map(({ pathError }) => pathError))],
  ['cross', ({ pairs }) => mean(pairs.filter(({ sameCategory }) => !sameCategory).map(({ pathError }) => pathError))],
  ['rotation', ({ pairs }) => mean(pairs.map(({ folded }) => folded))],
  ['switch', ({ pairs }) => mean(pairs.map(({ switch: share }) => share))],
  ['arc', ({ pairs }) => median(pairs.map(({ arcExcess }) => arcExcess))],
  ['long way', ({ pairs }) => mean(pairs.map(({ longWay }) => longWay))],
];

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}

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
      const { config } = opened;
      const truth = await scorePath({
        ...opened,
        path: buildChoice<Path>(paths, config.path),
        pairs: Number(values.pairs),
        alphas: Number(values.alphas),
        bank: Number(values.bank),
        seed: config.evaluation.seed,
        engine,
        tell: () => undefined,
      });
      opened.test.close();
      const seconds = (performance.now() - began) / 1000;
      if (values.json) process.stdout.write(`${JSON.stringify({ arm: name, trial: id, seed: run.seed, ...summary(truth), seconds })}\n`);
      else print(run.seed === 1 ? name : `${name} (seed ${run.seed})`, [...COLUMNS.map(([, value]) => value(truth)?.toPrecision(3) ?? '–'), seconds.toFixed(0)]);
    }
  }
  engine.dispose();
}

/** What `--json` prints of a trial: the table's columns, and the pairs with their mean distance. */
function summary(truth: PathTruth) {
  const alphas = truth.alphas.length;
  const pairs: (PairTruth & { distance: number; distanceHalf: number })[] = truth.pairs.map((pair, i) => {
    const own = truth.inverses.slice(i * alphas, (i + 1) * alphas).map(({ distance }) => distance);
    return { ...pair, distance: mean(own)!, distanceHalf: own[(alphas - 1) / 2]! };
  });
  const byAlpha = truth.alphas.map((_, i) => mean(truth.inverses.filter((__, j) => j % alphas === i).map(({ distance }) => distance)));
  return { ...Object.fromEntries(COLUMNS.map(([heading, value]) => [heading, value(truth)])), byAlpha, pairs };
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
