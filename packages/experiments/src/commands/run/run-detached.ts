import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, relative } from 'node:path';
import type { ExperimentStore } from '@latent-paths/data';

/** The variable in which the launcher says where it lies: what it starts anew builds the report at its end, too. */
const LAUNCHER = 'LATENT_PATHS_LAUNCHER';
const FLAG = '--detach';

/**
 * Starts the same command again in a session and process group of its own, without a terminal, writing to the
 * experiment's log. It ends neither with this process nor with the terminal. @returns what to show to a person
 */
export function runDetached(name: string, { logPath }: Pick<ExperimentStore, 'logPath'>): string {
  const [script, ...args] = process.argv.slice(1).filter((arg) => arg !== FLAG);
  const launcher = process.env[LAUNCHER];
  const command = launcher === undefined ? [...process.execArgv, script!, ...args] : [launcher, ...args];
  mkdirSync(dirname(logPath), { recursive: true });
  const log = openSync(logPath, 'a');
  const child = spawn(process.execPath, command, { detached: true, stdio: ['ignore', log, log] });
  child.unref();
  closeSync(log);
  if (child.pid === undefined)
    throw new Error(`${FLAG}: expected ${process.execPath} to start, got no process; run without ${FLAG}`);
  appendFileSync(logPath, `${describeStart(child.pid)}: ${args.join(' ')}\n`);
  return (
    `${name}: runs as process ${child.pid}, independent of this terminal, and writes to ` +
    `${relative(process.cwd(), logPath)}\n` +
    `npx latent-paths tail ${name}  follows it; kill -INT ${child.pid}  stops it with a checkpoint\n`
  );
}

/** The line of the log by which others know which process writes it. */
function describeStart(pid: number): string {
  return `--- process ${pid} on ${hostname()}, since ${new Date().toISOString()}`;
}
