import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine } from '@latent-paths/engine';
import { expect, it, onTestFinished } from 'vitest';
import { command, commandIn, ENVIRONMENT, RUN_X, type Command } from './command.js';
import { holdAt, type Hold } from './hold.js';
import { GROWING, LINEAR, remains, run, SINGLE, STEPS, tiny, workspace, type Workspace } from './tiny.js';

const DENSE = 'dense: { sampling: { alphas: { kind: dense, count: 8 } } }';
/** Milliseconds between looks. */
const LOOK = 25;

/** Two workers and what each of them trains. */
const yaml = tiny([LINEAR, SINGLE, GROWING, DENSE]);

const trialsOf = ({ experiment, store }: Workspace) =>
  experiment().arms.map(({ name, trials: [trial] }) => ({ arm: name, files: store.experiment('x').trial(trial!.id) }));
const statuses = async (space: Workspace) =>
  Object.fromEntries(
    await Promise.all(trialsOf(space).map(async ({ arm, files }) => [arm, (await files.readRun())?.status ?? null])),
  );
/** Arms that a process is at work on. */
async function atWork(space: Workspace): Promise<string[]> {
  const owners = await Promise.all(
    trialsOf(space).map(async ({ arm, files }) => ((await files.owner()) === null ? [] : [arm])),
  );
  return owners.flat();
}
/** Waits until two processes are in the midst of a training, where they are held, and tells which. */
async function meetTwo({ waiting }: Hold, { until }: Command): Promise<ReturnType<Hold['waiting']>> {
  await until(() => waiting().length === 2);
  expect(waiting()).toHaveLength(2);
  return waiting();
}

it('runs trials in processes of their own, to the bits of one after another, whatever ends the processes', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  const unbroken = workspace(yaml);
  await run(unbroken, { engine });
  engine.dispose();
  const space = workspace(yaml);

  // Ctrl-C: every worker keeps what it has.
  const holdFirst = holdAt(2);
  const first = commandIn(holdFirst.environment, space.root, '--jobs=2');
  const [a, b] = (await meetTwo(holdFirst, first)).map(({ arm }) => arm);
  first.child.kill('SIGINT');
  await first.until(() => first.output().includes('ask again')); // the workers are told
  holdFirst.letGo();
  const interrupted = await first.ended;
  expect(interrupted).toMatchObject({ code: 130, signal: null });
  const threads = Math.max(1, Math.floor(availableParallelism() / 2));
  expect(interrupted.output).toMatch(
    new RegExp(`^x: Which\\?\n4 of 4 trials to run, 2 at once on ${threads} threads? each\n`),
  );
  const stopped = `(${a}|${b}) stopped at step \\d+ of ${STEPS}`;
  expect(interrupted.output).toMatch(
    new RegExp(
      `\nstopping after this step; ask again to stop at once\n(.*\n)*${stopped}, ${stopped}; run the same ` +
        `command again to resume\n$`,
    ),
  );
  expect(await statuses(space)).toMatchObject({ [a!]: 'stopped', [b!]: 'stopped' });
  expect(await atWork(space)).toEqual([]);

  // The main process is killed: the workers end with a checkpoint, and give their locks back.
  const holdSecond = holdAt(1);
  const second = commandIn(holdSecond.environment, space.root, '--jobs=2');
  const orphans = await meetTwo(holdSecond, second);
  const killed = once(second.child, 'exit');
  second.child.kill('SIGKILL');
  await killed;
  holdSecond.letGo();
  // With both workers, which share its streams.
  expect(await second.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  expect(await atWork(space)).toEqual([]);
  expect(await statuses(space)).toMatchObject(Object.fromEntries(orphans.map(({ arm }) => [arm, 'stopped'])));

  // One worker is killed: its trial fails alone.
  const holdThird = holdAt(1);
  const third = commandIn(holdThird.environment, space.root, '--jobs=2');
  const [victim] = await meetTwo(holdThird, third);
  process.kill(victim!.pid, 'SIGKILL');
  holdThird.letGo();
  const survived = await third.ended;
  expect(survived.code).toBe(1);
  const message =
    'its process ended early (signal SIGKILL): killed by hand, or by the system for want of memory; run the ' +
    'same command again to resume from its last checkpoint';
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
    new RegExp(`^x: Which\\?\n1 of 4 trials to run\n${victim!.arm} {2}resumes from \\d+ %\n`),
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
  const hold = holdAt(2);
  const asked = commandIn(hold.environment, space.root, '--jobs=2');
  await meetTwo(hold, asked);
  asked.child.kill('SIGTERM');
  await asked.until(() => asked.output().includes('ask again'));
  const exit = once(asked.child, 'exit');
  asked.child.kill('SIGTERM');
  await exit; // while its workers cannot answer
  hold.letGo();
  expect(await asked.ended).toMatchObject({ code: 143, signal: null });
  expect(await atWork(space)).toEqual([]);
});

it('ends with a checkpoint when the launcher was killed', async () => {
  const space = workspace(yaml);
  const { environment, waiting, letGo } = holdAt(2);
  // A process that starts the run as the launcher does, and knows nothing else: nobody reads what the run writes.
  const script =
    `require('node:child_process').spawn(process.execPath, ${JSON.stringify(RUN_X)}, { stdio: ['ignore', 'ignore', ` +
    `'ignore', 'ipc'] }); setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['-e', script], {
    cwd: space.root,
    env: { ...ENVIRONMENT, ...environment },
    stdio: 'ignore',
  });
  onTestFinished(() => void starter.kill('SIGKILL'));
  while (waiting().length === 0) await sleep(LOOK);
  const [{ pid } = expect.fail()] = waiting();
  onTestFinished(() => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
  const killed = once(starter, 'exit');
  starter.kill('SIGKILL');
  await killed;
  letGo();
  while ((await atWork(space)).length > 0) await sleep(LOOK);
  expect(await statuses(space)).toEqual({ linear: 'finished', single: 'stopped', growing: null, dense: null });
});
