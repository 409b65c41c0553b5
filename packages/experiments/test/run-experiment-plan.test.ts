import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { machineHere } from '@latent-paths/trials/provenance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatPlan } from '../src/run/plan/format-plan.js';
import { machineName } from '../src/run/plan/history.js';
import { makePlan } from '../src/run/plan/plan.js';
import type { RunOptions } from '../src/run/plan/run-options.js';
import { fileHashes, GROWING, LINEAR, run, SINGLE, tiny, watched, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** The plan's sections, as lines of cells. */
async function planned({ experiment, store }: Workspace, options: RunOptions = {}) {
  const plan = await makePlan(experiment(), store, options, machineName(machineHere(engine)));
  const text = formatPlan(plan, { cores: 2, jobs: options.jobs ?? 1, free: 1e9 });
  return text
    .trimEnd()
    .split('\n\n')
    .map((section) => section.split('\n').map((line) => line.split(/ {2,}/)));
}

const idOf = ({ experiment }: Workspace, arm: string, seed = 0) =>
  experiment().arms.find(({ name }) => name === arm)!.trials[seed]!.id;

it('of what never ran, tells what is to do, claims to know no time, and makes nothing', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
  const [head, arms, stages, trials, summary] = await planned(space);
  expect(existsSync(join(space.root, 'results'))).toBe(false);
  expect(head).toEqual([['x: Which?']]);
  expect(arms).toEqual([
    ['arm', 'changes against linear'],
    ['linear', '(the baseline)'],
    [
      'single',
      'path.kind=network sampling.pairs.kind=fixed sampling.pairs.count=300 sampling.alphas.kind=single ' +
        'curriculum.kind=constant',
    ],
    [
      'growing',
      expect.stringMatching(
        /^path.kind=network sampling.pairs.kind=all sampling.alphas.kind=dense sampling.alphas.count=8 curriculum.kind=alpha-count/,
      ),
    ],
  ]);
  expect(stages!.slice(1)).toEqual([
    ['VAE', expect.stringMatching(/^vae-/), 'to make', 'unknown'],
    ['pools', expect.stringMatching(/^pool-/), 'to make', 'unknown'],
    ['features', expect.stringMatching(/^features-/), 'to make', 'unknown'],
  ]);
  expect(trials).toEqual([
    ['trial', 'seed', 'status', 'steps', 'time'],
    [idOf(space, 'linear'), '–', 'to do', '–', 'unknown'],
    [idOf(space, 'single'), '1', 'to do', '24', 'unknown'],
    [idOf(space, 'growing'), '1', 'to do', '24', 'unknown'],
  ]);
  expect(summary!.flat()).toEqual([
    '3 of 3 trials to run, one after another, on 2 cores: unknown',
    'unknown: no similar run has finished here yet',
    'disk: 0 B used, what will be added is unknown, 1.0 GB free',
  ]);
});

it('tells how far every trial is, and what the rest will cost by what was run', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  expect((await planned(space)).at(-1)!.flat()).toEqual([
    'nothing to run: 2 of 2 trials have finished',
    expect.stringMatching(/^disk: \d+ kB used, nothing will be added, 1.0 GB free$/),
  ]);

  // One more arm, which is stopped halfway, one that fails at once, and a second seed.
  const wild = 'wild: { optimiser: { learningRate: 1.0e+30 } }';
  const four = tiny([LINEAR, SINGLE, GROWING, wild], 'seeds: 2');
  space.write(four);
  const stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => purpose === 'path-training' && count === 14 && stop.abort());
  await expect(run(space, { engine: stopping, signal: stop.signal, arms: ['growing'] })).rejects.toThrow('stopped');
  await run(space, { engine, arms: ['wild'], failFast: true });
  const held = space.store.experiment('x').trial(idOf(space, 'single', 1));
  const release = await held.lock();
  const before = fileHashes(join(space.root, 'results'));

  const [, , stages, trials, notes, summary] = await planned(space, { jobs: 2 });
  expect(stages!.slice(1).map(([, , status, time]) => [status, time])).toEqual([
    ['made', '–'],
    ['made', '–'],
    ['made', '–'],
  ]);
  const about = expect.stringMatching(/^about \d+\.\d s$/);
  expect(trials!.slice(1)).toEqual([
    [idOf(space, 'linear'), '–', 'done', '–', '–'],
    [idOf(space, 'single'), '1', 'done', '24', '–'],
    [idOf(space, 'single', 1), '2', 'running', '24', about],
    [idOf(space, 'growing'), '1', 'stopped at 50 %', '24', about],
    [idOf(space, 'growing', 1), '2', 'to do', '24', about],
    [idOf(space, 'wild'), '1', 'failed', '24', about],
    [idOf(space, 'wild', 1), '2', 'to do', '24', about],
  ]);
  expect(notes!.flat()).toEqual([
    expect.stringMatching(new RegExp(`^${held.folder.split('/').pop()} running: process ${process.pid} on `)),
    expect.stringMatching(new RegExp(`^${idOf(space, 'wild')} failed: step [12]: expected a finite`)),
  ]);
  expect(summary!.flat()).toEqual([
    expect.stringMatching(/^4 of 7 trials to run, 2 at once, on 1 thread each: about /),
    expect.stringMatching(/^disk: \d+ kB used, about \d+ kB will be added, 1.0 GB free$/),
  ]);
  await release();

  // Another budget is trained at the same cost a point; another batch is another matter.
  space.write(four.replace(/budget: .*/, 'budget: { points: 99200 }'));
  expect((await planned(space, { arms: ['growing'] }))[3]![1]!.slice(2)).toEqual([
    'to do',
    '3100',
    expect.stringMatching(/^about/),
  ]);
  space.write(four.replace('batch: 32\nbudget', 'batch: 64\nbudget'));
  const other = await planned(space, { arms: ['growing'] });
  expect(other[3]![1]!.slice(2)).toEqual(['to do', '12', expect.stringMatching(/^roughly/)]);
  expect(other[4]!.flat()[1]).toMatch(
    /^roughly: estimated from the most similar runs, which had other settings or another machine/,
  );
  expect(fileHashes(join(space.root, 'results'))).toEqual(before);
});

it('tells what an earlier run of another experiment cost', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  const experiment = { ...space.experiment(), name: 'y' };
  const plan = await makePlan(experiment, space.store, {}, machineName(machineHere(engine)));
  expect(plan.trials.map(({ state, estimate }) => [state.status, estimate?.basis])).toEqual([
    ['to do', 'alike'],
    ['to do', 'alike'],
  ]);
  const elsewhere = await makePlan(experiment, space.store, {}, 'another machine');
  expect(elsewhere.trials.map(({ estimate }) => estimate?.basis)).toEqual(['rough', 'rough']);
});

it('names a record that cannot be read, and what keeps a run from starting, and goes on', async () => {
  const space = workspace(tiny([LINEAR]));
  await run(space, { engine });
  const record = join(space.store.experiment('x').trial(idOf(space, 'linear')).folder, 'run.json');
  writeFileSync(record, readFileSync(record, 'utf8').slice(0, -20));
  const [, , , trials, notes] = await planned(space);
  expect(trials![1]!.slice(1, 3)).toEqual(['–', 'unreadable']);
  expect(notes![0]![0]).toContain(`${idOf(space, 'linear')} unreadable: ${record}: `);

  space.write(tiny([LINEAR]).replace(/^data: .*/m, 'data: { kind: idx, folder: nowhere }'));
  const [, , stages, , obstacles] = await planned(space);
  expect(stages!.slice(1).map(([, , status]) => status)).toEqual(['to make', 'to make', 'to make']);
  expect(obstacles![0]![0]).toMatch(
    /^cannot start: idx: expected the file .*nowhere\/train-images-idx3-ubyte.*Put MNIST/,
  );
});

it('plans what the flags ask for: arms, an order, a fresh start', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, GROWING], 'seeds: 2'));
  const rows = async (options: RunOptions) => (await planned(space, options))[3]!.slice(1).map(([id]) => id);
  expect(await rows({ arms: ['growing'] })).toEqual([idOf(space, 'growing'), idOf(space, 'growing', 1)]);
  const shuffled = await rows({ shuffle: true });
  expect(shuffled[0]).toBe(idOf(space, 'linear'));
  expect(shuffled).not.toEqual(await rows({}));
  space.write(tiny([LINEAR]));
  await run(space, { engine });
  expect((await planned(space, { fresh: true }))[3]![1]!.slice(1, 3)).toEqual(['–', 'done, to run again']);
});
