import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { prune } from '../src/commands/prune.js';
import { readRequest } from '../src/commands/run/flags.js';
import { launchOnSlurm } from '../src/commands/run/launchers/launch-on-slurm.js';
import { publishComparison } from '../src/run/publish-comparison.js';
import { recordExperiment } from '../src/run/record-experiment.js';
import { invoke } from './commands/invoke.js';
import { fakeSlurm } from './fake-slurm.js';
import { LINEAR, run, SINGLE, tiny, watched, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** The workspace's experiment with so many seeds from outside. */
const withSeeds = (space: Workspace, seeds: number): Workspace => ({
  ...space,
  experiment: () => resolveExperiment(join(space.root, 'experiments/x.yaml'), { root: space.root, seeds }),
});
const recordOf = async ({ store }: Workspace) => (await store.experiment('x').readExperiment())!;
const inAMonth = new Date(Date.now() + 30 * 24 * 3600 * 1000);

it('keeps the recorded seeds and their trials, whoever reads the experiment with fewer', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  const stop = new AbortController();
  // Seed 1 has 24 steps, and seed 2 is stopped after 6.
  const stopping = watched(engine, (purpose, count) => purpose === 'path-training' && count === 30 && stop.abort());
  await expect(run(withSeeds(space, 2), { engine: stopping, signal: stop.signal })).rejects.toThrow(
    /stopped at step 6 of 24/,
  );
  const before = await recordOf(space);
  expect(before.seeds).toEqual([1, 2]);

  space.write(tiny([LINEAR, SINGLE]).replace('question: Which?', 'question: Which one?'));
  await run(space, { engine });
  expect(await recordOf(space)).toEqual({ ...before, question: 'Which one?' });
  await recordExperiment(space.experiment(), space.store.experiment('x'));
  await publishComparison(space.store.experiment('x')); // what a run does that has nothing left
  expect(await recordOf(space)).toEqual({ ...before, question: 'Which one?' });

  const told = await invoke(prune, ['--yes'], { store: space.store, now: inAMonth });
  expect(told.out).toBe('nothing to delete\n');
  expect(await run(withSeeds(space, 2), { engine })).toEqual({ finished: 1, failed: [] });
  const { trials } = (await space.store.experiment('x').readComparison())!;
  expect(trials).toEqual(before.arms.flatMap((arm) => arm.trials));
});

it('follows the file in its arms, whose trials are those of all recorded seeds', async () => {
  const space = workspace(tiny([LINEAR, SINGLE], 'seeds: [3, 1]'));
  await run(space, { engine, arms: ['linear'] });
  const other = tiny([LINEAR, SINGLE.replace('single:', 'other:')], 'seeds: [2]');
  space.write(other);
  await run(space, { engine, arms: ['linear'] });
  const { seeds, arms } = await recordOf(space);
  space.write(other.replace('seeds: [2]', 'seeds: [2, 3, 1]'));
  expect(seeds).toEqual([2, 3, 1]);
  expect(arms.map(({ name, trials }) => [name, trials])).toEqual(
    space.experiment().arms.map(({ name, trials }) => [name, trials.map(({ id }) => id)]),
  );
  expect(readFileSync(join(space.root, 'results/x/experiment.json'), 'utf8')).toContain('"other"');
});

it('writes experiment.json once, at its start: what another run recorded since stays, and is compared', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  const path = join(space.root, 'results/x/experiment.json');
  const meanwhile = watched(engine, (purpose, count) => {
    if (purpose !== 'path-training' || count !== 1) return;
    // as the run has just written it, with its hash
    const { sha256: _, ...record } = JSON.parse(readFileSync(path, 'utf8')) as ExperimentRecord & { sha256: string };
    const [linear] = record.arms.filter(({ name }) => name === 'linear');
    writeFileSync(path, JSON.stringify({ ...record, question: 'Another one?', arms: [linear] }));
  });
  await run(space, { engine: meanwhile });
  expect((await recordOf(space)).question).toBe('Another one?');
  const { arms } = (await space.store.experiment('x').readComparison())!;
  expect(arms.map(({ arm }) => arm)).toEqual(['linear']);
});

it('finds line and oracle in the trials that have finished, where those of the first seed have not', async () => {
  const arms = [LINEAR, SINGLE, 'oracle: { path: { kind: direct, attraction: { weight: 0.1 }, iterations: 3 } }'];
  const vary = 'vary: [init, sampling, pool]';
  const space = workspace(tiny(arms, `seeds: { list: [2], ${vary} }`));
  await run(space, { engine });
  space.write(tiny(arms, `seeds: { list: [1], ${vary} }`));
  await recordExperiment(space.experiment(), space.store.experiment('x'));
  await publishComparison(space.store.experiment('x'));
  expect((await recordOf(space)).seeds).toEqual([1, 2]);
  const { arms: rows } = (await space.store.experiment('x').readComparison())!;
  const shares = rows.map(({ arm, metrics }) => [arm, metrics['recovered-share']?.value]);
  expect(shares).toEqual([
    ['linear', 0],
    ['single', expect.any(Number)],
    ['oracle', 1],
  ]);
});

it('records what it submits with the seeds that another run records while Slurm answers', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  const slurm = fakeSlurm();
  for (const [name, value] of Object.entries(slurm.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void (vi.unstubAllEnvs(), vi.restoreAllMocks()));
  vi.spyOn(process, 'cwd').mockReturnValue(space.root);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const files = space.store.experiment('x');
  const experiment = space.experiment();
  const store: Store = {
    ...space.store,
    // asked for between the queue's answer and what is submitted
    launches: async () => {
      await recordExperiment(withSeeds(space, 2).experiment(), files);
      return [];
    },
    launch: () => {
      throw new Error('as far as the record');
    },
  };
  const flags = readRequest(['experiments/x.yaml', '--on=slurm'])!;
  await expect(
    launchOnSlurm({ experiment, store, flags, options: flags.run, count: { left: 2, all: 2 } }),
  ).rejects.toThrow('as far as the record');
  expect((await recordOf(space)).seeds).toEqual([1, 2]);
});
