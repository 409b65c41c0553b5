import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const root = join(__dirname, '../../..');

/** What node is given to run `experiments/x.yaml` as from a terminal. */
export const RUN_X = [
  '-r',
  join(root, 'node_modules/ts-node/register'),
  join(root, 'packages/experiments/src/commands/run/run.ts'),
  'experiments/x.yaml',
];

/** An environment in which `RUN_X` runs in any folder, on all cores. */
export const ENVIRONMENT = {
  ...process.env,
  TS_NODE_PROJECT: join(root, 'tsconfig.json'),
  // However crowded the machine is.
  OMP_NUM_THREADS: String(availableParallelism()),
};

/** What lets node run a script of this workspace before the command, in all processes that this one starts, too. */
export function preloading(script: string): { readonly NODE_OPTIONS: string } {
  const files = ['node_modules/ts-node/register', script].map((file) => JSON.stringify(join(root, file)));
  return { NODE_OPTIONS: files.map((file) => `--require ${file}`).join(' ') };
}

/** Milliseconds between looks: a test that looks all the time keeps a busy machine from what it waits for. */
const LOOK = 25;

export interface Command {
  readonly child: ChildProcess;
  /** Both streams so far. */
  output(): string;
  /** Once it has ended, and everything that it started and that shares its streams. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly output: string;
  }>;
  /** Waits until something is so, or the command has ended. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
}

/** The command of a terminal, in a workspace of its own. */
export function command(folder: string, ...flags: string[]): Command {
  return commandIn({}, folder, ...flags);
}

/** The same, with variables of the environment. */
export function commandIn(environment: Readonly<Record<string, string>>, folder: string, ...flags: string[]): Command {
  const child = spawn(process.execPath, [...RUN_X, ...flags], { cwd: folder, env: { ...ENVIRONMENT, ...environment } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  // 'close' gives exit code and signal.
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    output,
  }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    output: () => output,
    ended,
    async until(isSo) {
      while (child.exitCode === null && !(await isSo())) await sleep(LOOK);
    },
  };
}
