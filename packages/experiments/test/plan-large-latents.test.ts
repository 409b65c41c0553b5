import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOnnx, openEngine, type Engine } from '@latent-paths/engine';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { machineHere } from '@latent-paths/trials/provenance';
import { timeStep } from '@latent-paths/trials/stages';
import { pathStep } from '@latent-paths/trials/steps';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { formatPlan } from '../src/run/plan/format-plan.js';
import { machineName } from '../src/run/plan/history.js';
import { makePlan } from '../src/run/plan/plan.js';
import type { StepTimer } from '../src/run/plan/time-steps.js';
import { blocks } from './small-vae.js';
import { LINEAR, run, STEPS, tiny, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const CONVOLUTIONAL = 'places: { path: { kind: convolutional, hidden: [4] } }';
const NETWORK = 'network: {}';

let vae: string;
beforeEach(() => {
  const folder = temporaryFolder();
  const [encoder, decoder] = [join(folder, 'enc.onnx'), join(folder, 'dec.onnx')];
  const halves = blocks(1.2);
  writeFileSync(encoder, halves.encoder);
  writeFileSync(decoder, halves.decoder);
  vae = `vae: { kind: onnx, encoder: ${encoder}, decoder: ${decoder}, input: { range: [-1, 1] } }`;
});
const onBlocks = (arms: readonly string[], rest = '') => workspace(tiny(arms, rest).replace(/^vae: .*$/m, vae));

/** Text of the plan, and the arms whose steps were asked for. */
async function planned({ experiment, store }: Workspace, timer: (asked: string[]) => StepTimer | null) {
  const asked: string[] = [];
  const plan = await makePlan(experiment(), store, {}, machineName(machineHere(engine)), timer(asked));
  return { asked, text: formatPlan(plan, { cores: 2, jobs: 1, free: 1e9 }) };
}

/** Every step takes an hour of one core. */
const anHour = (asked: string[]): StepTimer => {
  return async ({ arm }) => {
    asked.push(arm);
    return { coreSeconds: 3600, flops: 1e9 };
  };
};

it('has one step timed of each training through large latents, and states hours before anything starts', async () => {
  const space = onBlocks([LINEAR, NETWORK, CONVOLUTIONAL], 'seeds: 2');
  const { asked, text } = await planned(space, anHour);
  expect(asked).toEqual(['places']); // once for both seeds, and not for what is small
  const timesOf = (arm: string) => [...text.matchAll(new RegExp(`^${arm}-.*? {2}(\\S+ \\d+ h.*|unknown)$`, 'gm'))];
  // 24 steps of an hour on two cores, and 72 points of 32 a step
  expect(timesOf('places').map(([, time]) => time)).toEqual(Array(2).fill('about 13 h 8 min'));
  expect(text).toMatch(/^linear-.* about 1 h 8 min$/m);
  expect(text).toMatch(/^pools .* about 4 h 23 min$/m);
  expect(timesOf('network').map(([, time]) => time)).toEqual(['unknown', 'unknown']);
  expect(text).toMatch(
    /^timed: one training step of places-\S+ took 30 min 0 s on 2 cores; extracting a latent and scoring a point are/m,
  );
  expect(existsSync(join(space.root, 'results'))).toBe(false);
});

it('says what keeps a step from being run', async () => {
  const { text } = await planned(onBlocks([LINEAR, CONVOLUTIONAL]), () => async () => {
    throw new Error('no memory for it');
  });
  expect(text).toContain('cannot start: no memory for it');
});

it('runs one step of the training as it will be, by the clock that it is given, and trains on it', async () => {
  const space = onBlocks([LINEAR, CONVOLUTIONAL]);
  const trial = space.experiment().arms.find(({ name }) => name === 'places')!.trials[0]!;
  const times = [100, 107];
  const timed = (from: Engine) =>
    timeStep(
      { config: trial.config, seed: trial.seed, store: space.store },
      { engine: from, now: () => times.shift()! },
    );
  expect(await timed({ ...engine, threads: 2 })).toMatchObject({ coreSeconds: 14 });
  expect(times).toEqual([]);
  expect(existsSync(join(space.root, 'results'))).toBe(false);

  expect((await run(space, { engine })).failed).toEqual([]);
  const summary = await space.store.experiment('x').trial(trial.id).readSummary();
  expect(summary!.training!.steps).toBe(STEPS);
  const files = space.store.experiment('x').trial(trial.id);
  const finished = await finishedPath({ store: space.store, trial: files, run: (await files.readRun())! });
  const exported = exportOnnx({
    step: (rows) => pathStep({ ...finished, decoder: false, rows, axes: finished.vae.latentShape! }),
    rows: null,
    metadata: {},
  });
  expect([...exported.inputs, ...exported.outputs].map(({ name, shape }) => [name, ...shape])).toEqual([
    ['z_a', 'n', 3, 4, 4],
    ['z_b', 'n', 3, 4, 4],
    ['alpha', 'n'],
    ['z', 'n', 3, 4, 4],
  ]);
  const { asked } = await planned(space, anHour);
  expect(asked).toEqual([]); // it has finished
  space.write(
    tiny([LINEAR, CONVOLUTIONAL])
      .replace(/^vae: .*$/m, vae)
      .replace(/budget: .*/, 'budget: { points: 99200 }'),
  );
  expect((await planned(space, anHour)).asked).toEqual([]); // what was run tells
});
