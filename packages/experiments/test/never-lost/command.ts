import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(__dirname, '../../../..');
const REGISTER = join(ROOT, 'node_modules/ts-node/register');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface Command {
  readonly child: ChildProcess;
  /** What it wrote so far, to both of its outputs. */
  output(): string;
  readonly ended: Promise<Ended>;
}

/** Where a process kills itself: at an operation on the disk under `results`, after a share of its bytes. */
export interface KillAt {
  readonly at: number;
  readonly part: number;
}

/** Runs a workspace's experiment as its command does, in a process of its own, which ends with the test at the latest. */
export function startCommand(workspace: string, killAt?: KillAt): Command {
  const preload = killAt === undefined ? [] : ['-r', join(ROOT, 'tools/faulty-disk/src/kill-at.ts')];
  const child = spawn(process.execPath, ['-r', REGISTER, ...preload, join(ROOT, 'packages/experiments/src/cli/run.ts'), 'experiments/x.yaml'], {
    cwd: workspace,
    env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'tsconfig.json'), KILL_AT: JSON.stringify({ folder: join(workspace, 'results'), ...killAt }) },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, output }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => output, ended };
}
