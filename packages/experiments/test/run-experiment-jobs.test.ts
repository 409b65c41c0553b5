import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine } from '@latent-paths/engine';
import { expect, it, onTestFinished } from 'vitest';
import { command, ENVIRONMENT, RUN_X, type Command } from './command.js';
import { GROWING, LINEAR, remains, run, SINGLE, tiny, workspace, type Workspace } from './tiny.js';

const DENSE = 'dense: { sampling: { alphas: { kind: dense, count: 8 } } }';
const STEPS = 600;
/** Trials that are long enough to be met at work, two at once. */
const yaml = tiny([LINEAR, SINGLE, GROWING, DENSE])
  .replace(/^budget: .*/m, `budget: { points: ${32 * STEPS} }`)
  .replace(/^validation: .*/m, 'validation: { everySteps: 200, pairs: 4, alphas: 5 }')
  .replace(/^logging: .*/m, 'logging: { everySteps: 20 }');

const trialsOf = ({ experiment, store }: Workspace) =>
  experiment().arms.map(({ name, trials: [trial] }) => ({ arm: name, files: store.experiment('x').trial(trial!.id) }));
const statuses = async (space: Workspace) =>
  Object.fromEntries(
    await Promise.all(trialsOf(space).map(async ({ arm, files }) => [arm, (await files.readRun())?.status ?? null])),
  );
const stepOf = async ({ files }: ReturnType<typeof trialsOf>[number]) => (await files.readMetrics()).at(-1)?.step ?? 0;
/** The trials that a process is at work on, with that process. */
async function atWork(space: Workspace): Promise<{ arm: string; pid: number; step: number }[]> {
  const all = await Promise.all(
    trialsOf(space).map(async (trial) => ({
      arm: trial.arm,
      pid: Number(/^process (\d+)/.exec((await trial.files.owner()) ?? '')?.[1] ?? 0),
      step: await stepOf(trial),
    })),
  );
  return all.filter(({ pid }) => pid > 0);
}
/** Waits until two trials are in the midst of their training, and tells which. */
async function meetTwo(space: Workspace, { until }: Command): Promise<{ arm: string; pid: number }[]> {
  const before = new Map(
    await Promise.all(trialsOf(space).map(async (trial) => [trial.arm, await stepOf(trial)] as const)),
  );
  let met: Awaited<ReturnType<typeof atWork>> = [];
  await until(async () => {
    met = (await atWork(space)).filter(({ arm, step }) => step > before.get(arm)! && step < STEPS - 100);
    return met.length === 2;
  });
  expect(met).toHaveLength(2);
  return met;
}

it('runs trials in processes of their own, to the bits of one after another, whatever ends the processes', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  const unbroken = workspace(yaml);
  await run(unbroken, { engine });
  engine.dispose();
  const space = workspace(yaml);

  // Ctrl-C: every worker keeps what it has.
  const first = command(space.root, '--jobs=2');
  const [a, b] = (await meetTwo(space, first)).map(({ arm }) => arm);
  first.child.kill('SIGINT');
  const interrupted = await first.ended;
  expect(interrupted).toMatchObject({ code: 130, signal: null });
  const threads = Math.max(1, Math.floor(availableParallelism() / 2));
  expect(interrupted.output).toMatch(
    new RegExp(`^x: Which\\?\n4 of 4 trials to run, 2 at once on ${threads} threads? each\n`),
  );
  const stopped = `(${a}|${b}) stopped at step \\d+ of ${STEPS}`;
  expect(interrupted.output).toMatch(
    new RegExp(
      `\nstopping after this step; ask again to stop at once\n(.*\n)*${stopped}, ${stopped}; run the same command ` +
        `again to go on\n$`,
    ),
  );
  expect(await statuses(space)).toMatchObject({ [a!]: 'stopped', [b!]: 'stopped' });
  expect(await atWork(space)).toEqual([]);

  // The main process is killed: the workers end with a checkpoint, and give their locks back.
  const second = command(space.root, '--jobs=2');
  const orphans = await meetTwo(space, second);
  second.child.kill('SIGKILL');
  expect(await second.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  while ((await atWork(space)).length > 0) await sleep(5);
  expect(await statuses(space)).toMatchObject(Object.fromEntries(orphans.map(({ arm }) => [arm, 'stopped'])));

  // One worker is killed: its trial fails alone.
  const third = command(space.root, '--jobs=2');
  const [victim] = await meetTwo(space, third);
  process.kill(victim!.pid, 'SIGKILL');
  const survived = await third.ended;
  expect(survived.code).toBe(1);
  const message =
    'its process ended early (signal SIGKILL): killed by hand, or by the system for want of memory; run the same ' +
    'command again to go on from its last checkpoint';
  expect(survived.output).toContain(`${victim!.arm}  failed: ${message}\n`);
  expect(await statuses(space)).toEqual({
    linear: 'finished',
    single: 'finished',
    growing: 'finished',
    dense: 'finished',
    [victim!.arm]: 'failed',
  });
  const failed = trialsOf(space).find(({ arm }) => arm === victim!.arm)!.files;
  expect((await failed.readRun())!.failures).toEqual([{ at: expect.any(String), step: expect.any(Number), message }]);

  // What is left is one trial: it runs in the process itself, with all cores.
  const last = await command(space.root, '--jobs=2').ended;
  expect(last).toMatchObject({ code: 0 });
  expect(last.output).toMatch(
    new RegExp(`^x: Which\\?\n1 of 4 trials to run\n${victim!.arm} {2}goes on from \\d+ %\n`),
  );
  const threadsOf = async (arm: string) =>
    (await trialsOf(space)
      .find((trial) => trial.arm === arm)!
      .files.readRun())!.provenance.threads;
  expect(await threadsOf(victim!.arm)).toBe(availableParallelism());
  expect(await threadsOf('linear')).toBe(threads);
  expect(await remains(space)).toEqual(await remains(unbroken));
});

it('ends at once when it is asked twice, its workers with it', async () => {
  const space = workspace(yaml);
  const asked = command(space.root, '--jobs=2');
  await meetTwo(space, asked);
  asked.child.kill('SIGTERM');
  await asked.until(() => asked.output().includes('ask again'));
  asked.child.kill('SIGTERM');
  expect(await asked.ended).toMatchObject({ code: 143, signal: null });
  expect(await atWork(space)).toEqual([]);
});

it('ends with a checkpoint when the launcher was killed', async () => {
  const space = workspace(yaml);
  // A process that starts the run as the launcher does, and knows nothing else: nobody reads what the run writes.
  const script =
    `require('node:child_process').spawn(process.execPath, ${JSON.stringify(RUN_X)}, { stdio: ['ignore', 'ignore', ` +
    `'ignore', 'ipc'] }); setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['-e', script], { cwd: space.root, env: ENVIRONMENT, stdio: 'ignore' });
  onTestFinished(() => void starter.kill('SIGKILL'));
  let pid = 0;
  while (pid === 0) {
    await sleep(5);
    pid = (await atWork(space)).find(({ step }) => step > 0)?.pid ?? 0;
  }
  onTestFinished(() => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
  starter.kill('SIGKILL');
  while ((await atWork(space)).length > 0) await sleep(5);
  expect(await statuses(space)).toEqual({ linear: 'finished', single: 'stopped', growing: null, dense: null });
});
