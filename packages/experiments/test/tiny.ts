import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@latent-paths/data';
import type { Engine, StepDefinition } from '@latent-paths/engine';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { provenance } from '@latent-paths/trials/provenance';
import { openDisplay } from '../src/terminal/open-display.js';
import { runExperiment } from '../src/run/run-experiment.js';
import type { Outcome } from '../src/run/run-jobs.js';
import type { RunOptions } from '../src/run/plan/run-options.js';
import type { Remaining } from './remains.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';

export { fileHashes, remains } from './remains.js';
export { CHECKPOINTS, GROWING, LINEAR, SINGLE, STEPS, tiny } from './tiny-yaml.js';

/** A folder with one experiment, `experiments/x.yaml`, and its results. */
export interface Workspace extends Remaining {
  write(yaml: string): void;
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
export function run(
  { root, store, experiment }: Workspace,
  { engine, signal = new AbortController().signal, told = [], ...options }: TestRun,
): Promise<Outcome> {
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

/**
 * What a program is for: the name of its definition, but for walks, which validate a θ given anew or score a frozen
 * one.
 */
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
