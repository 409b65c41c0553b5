import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';
import type { Engine, StepDefinition } from '@latent-paths/engine';
import { decodeSafetensors } from '@latent-paths/model';
import { openDisplay } from '../src/display/open-display.js';
import { provenance } from '../src/provenance/provenance.js';
import { resolveExperiment, type ResolvedExperiment } from '../src/specification/resolve.js';
import { runExperiment } from '../src/running/run-experiment.js';
import type { Outcome } from '../src/running/run-jobs.js';
import type { RunOptions } from '../src/plan/run-options.js';
import { temporaryFolder } from './temporary-folder.js';

/** Steps that a trained arm of `tiny` makes. */
export const STEPS = 24;

/** An experiment that runs within a second; `arms` are lines of YAML, `rest` are further keys. */
export function tiny(arms: readonly string[], rest = ''): string {
  return `
question: Which?
data: { kind: shapes, train: 600, heldOut: 300 }
vae: { latent: 8, channels: [4, 8], training: { images: 512, batch: 32 } }
pool: { train: 200, validation: 40, test: 40 }
path: { kind: network, hidden: [16, 16, 16] }
loss: { reprojection: { weight: 1 }, attraction: { weight: { kind: linear, from: 0.5, to: 0.1 } } }
batch: 32
budget: { points: ${32 * STEPS} }
validation: { everySteps: 8, pairs: 4, alphas: 5 }
logging: { everySteps: 4 }
evaluation: { pairs: 8, alphas: 9, frames: { pairs: 2, alphas: 3 }, truth: { pairs: 3, alphas: 3, bank: 60 }, real: 20, features: { size: 4, channels: [2, 4], training: { images: 64, batch: 16 } } }
baseline: linear
${rest}
arms:
${arms.map((arm) => `  ${arm}\n`).join('')}`;
}

/** A further key of `tiny`: a checkpoint after every step. */
export const CHECKPOINTS = 'checkpoint: { everySeconds: 1.0e-9 }';

export const LINEAR = 'linear: { path: { kind: linear } }';
export const SINGLE = 'single: { sampling: { pairs: { kind: fixed, count: 300 }, alphas: { kind: single } } }';
export const GROWING = 'growing: { sampling: { alphas: { kind: dense, count: 8 } }, curriculum: { kind: alpha-count, to: 8 } }';

/** A folder with one experiment, `experiments/x.yaml`, and its results. */
export interface Workspace {
  readonly root: string;
  readonly store: Store;
  write(yaml: string): void;
  experiment(): ResolvedExperiment;
}

/** `root` is a folder of its own, removed when the test ends unless another one is given. */
export function workspace(yaml: string, root = temporaryFolder()): Workspace {
  const file = join(root, 'experiments/x.yaml');
  mkdirSync(join(root, 'experiments'));
  writeFileSync(file, yaml);
  return {
    root,
    store: openStore(join(root, 'results')),
    write: (text) => writeFileSync(file, text),
    experiment: () => resolveExperiment(file, { root }),
  };
}

const now = () => performance.now() / 1000;

export interface TestRun extends RunOptions {
  readonly engine: Engine;
  readonly signal?: AbortSignal;
  /** Every line that a person is told. */
  readonly told?: string[];
}

/** Runs a workspace's experiment in this process, silently. */
export function run({ root, store, experiment }: Workspace, { engine, signal = new AbortController().signal, told = [], ...options }: TestRun): Promise<Outcome> {
  const context = {
    store,
    engine,
    provenance: provenance(root, engine, 'a test'),
    display: openDisplay({ write: (text) => told.push(text) }, now),
    now,
    date: () => new Date().toISOString(),
    signal,
  };
  return runExperiment(experiment(), context, options);
}

/** What a program is for: the name of its definition, but for walks, which validate a θ given anew or score a frozen one. */
function purposeOf({ name, inputs }: StepDefinition): string {
  if (name !== 'walk') return name;
  return Object.keys(inputs).some((input) => input.startsWith('weights/')) ? 'validation' : 'scoring';
}

/** An engine that tells of each run beforehand: what it is for, and the how-manieth of its kind it is. */
export function watched(engine: Engine, beforeRun: (purpose: string, run: number) => void): Engine {
  const runs = new Map<string, number>();
  return {
    ...engine,
    compile: async (definition) => {
      const program = await engine.compile(definition);
      const purpose = purposeOf(definition);
      return {
        ...program,
        run: (inputs) => {
          const count = (runs.get(purpose) ?? 0) + 1;
          runs.set(purpose, count);
          beforeRun(purpose, count);
          return program.run(inputs);
        },
      };
    },
  };
}

/** SHA-256 of every file under a folder, by its path; hidden files are left out. */
export function fileHashes(folder: string): Record<string, string> {
  const hash = (file: string) => createHash('sha256').update(readFileSync(join(folder, file))).digest('hex');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.startsWith('.')) : [];
  const names = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(names.map((name) => [name, hash(name)]));
}

/**
 * All that must not depend on how often and where a run was broken off: tables and VAE by the hash of their file,
 * checkpoints and metrics without their seconds.
 */
export async function remains({ root, store, experiment }: Workspace): Promise<Record<string, unknown>> {
  const results = join(root, 'results');
  const exact = Object.entries(fileHashes(results)).filter(([name]) => /(\.arrow|weights\.safetensors|quality\.json|real\.json|spec\.yaml|comparison\.json)$/.test(name));
  const trials = experiment().arms.flatMap((arm) => arm.trials.map(({ id }) => store.experiment('x').trial(id)));
  const told = await Promise.all(
    trials.map(async (trial) => {
      const checkpoint = await trial.readBytes('checkpoint.safetensors');
      const { arrays, metadata } = checkpoint === null ? { arrays: {}, metadata: {} } : decodeSafetensors(checkpoint);
      const rows = (await trial.readMetrics()).map(({ seconds: _, ...row }) => row);
      const summary = await trial.readSummary();
      const scores = summary && { ...summary, evaluationSeconds: null, cost: { ...summary.cost, seconds: null }, truth: summary.truth && { ...summary.truth, seconds: null }, training: summary.training && { ...summary.training, seconds: null } };
      return { arrays, step: metadata['step'], memory: metadata['memory'], rows, scores, status: (await trial.readRun())?.status };
    }),
  );
  return { exact: Object.fromEntries(exact), told };
}
