import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { commandIn } from './command.js';
import { holdAt } from './hold.js';
import { LINEAR, SINGLE, tiny, workspace } from './tiny.js';

/** Milliseconds between looks. */
const LOOK = 25;

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it.skipIf(process.platform === 'win32')(
  'goes on without whoever started it, told that the terminal is gone, and writes to a log',
  async () => {
    const space = workspace(tiny([LINEAR, SINGLE]));
    const { environment, waiting, letGo } = holdAt(1);
    const { code, output } = await commandIn(environment, space.root, '--detach').ended;
    expect(code, output).toBe(0);
    const pid = Number(
      /^x: runs as process (\d+), .* writes to results\/x\/\.run\.log\nnpx latent-paths tail x {2}follows it; kill -INT \1 /.exec(
        output,
      )?.[1],
    );
    expect(pid).toBeGreaterThan(1);
    onTestFinished(() => void (isThere(pid) && process.kill(pid, 'SIGKILL')));
    if (process.platform === 'linux') {
      const [, , group, session] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      expect([group, session]).toEqual([`${pid}`, `${pid}`]);
    }
    const { logPath } = space.store.experiment('x');
    while (isThere(pid) && waiting().length === 0) await sleep(LOOK);
    process.kill(pid, 'SIGHUP');
    letGo();
    while (isThere(pid)) await sleep(LOOK);
    expect(readFileSync(logPath, 'utf8')).toMatch(
      /^--- process \d+ on .+, since .+: experiments\/x\.yaml\nx: Which\?\n2 of 2 trials to run\n/,
    );
    const statuses = space
      .experiment()
      .arms.map(async ({ trials: [trial] }) => (await space.store.experiment('x').trial(trial!.id).readRun())?.status);
    expect(await Promise.all(statuses)).toEqual(['finished', 'finished']);
  },
);
