import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { atExit } from './machine/at-exit.js';

export const ROOT = join(__dirname, '../../..');

/** What node is given to run the experiment of a space, to build its report, and to run `latent-paths`. */
const REGISTER = ['-r', join(ROOT, 'node_modules/ts-node/register')];
const RUN = [...REGISTER, join(ROOT, 'packages/experiments/src/commands/run/run.ts'), 'experiments/x.yaml'];
const REPORT = [...REGISTER, join(ROOT, 'packages/report/src/cli.ts')];
const TOOL = join(ROOT, 'packages/experiments/bin/latent-paths.js');

export interface CommandOptions {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A command that runs the command: `strace`, `faketime`. */
  readonly through?: readonly string[];
  /** Milliseconds after which all of it is killed. */
  readonly patience: number;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Both streams. */
  readonly output: string;
  /** Whether it had to be killed because it came to no end. */
  readonly hung: boolean;
}

export interface Started {
  readonly child: ChildProcess;
  output(): string;
  readonly ended: Promise<Ended>;
}

/** Starts the experiment of a folder, as from a terminal. */
export function startRun(folder: string, options: CommandOptions): Started {
  return start(folder, [...RUN, ...(options.flags ?? [])], options);
}

/** Starts the building of its page. */
export function startReport(folder: string, options: CommandOptions): Started {
  return start(folder, [...REPORT, `--results=${join(folder, 'results')}`, '--experiment=x'], options);
}

export function run(folder: string, options: CommandOptions): Promise<Ended> {
  return startRun(folder, options).ended;
}

/** `latent-paths`, in a folder with results. */
export function tool(folder: string, options: CommandOptions): Promise<Ended> {
  return start(folder, [TOOL, ...(options.flags ?? []), '--results', join(folder, 'results')], options).ended;
}

/** In a process group of its own, which goes as a whole where it hangs. */
function start(
  folder: string,
  args: readonly string[],
  { environment = {}, through = [], patience }: CommandOptions,
): Started {
  const [file, ...rest] = [...through, process.execPath, ...args];
  const env = { ...process.env, TS_NODE_PROJECT: join(ROOT, 'tsconfig.json'), ...environment };
  const child = spawn(file!, rest, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const end = atExit(() => killGroup(child)); // and what it left behind
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    killGroup(child);
  }, patience);
  const ended = Promise.race([
    once(child, 'close'),
    once(child, 'error').then(([error]) => [1, null, String(error)]),
  ]).then(([code, signal, failure]): Ended => {
    clearTimeout(timer);
    end();
    return {
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      output: `${output}${failure ?? ''}`,
      hung,
    }; // as 'close' gives them
  });
  return { child, output: () => output, ended };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    return; // Nobody of it is left.
  }
}
