import { spawn, spawnSync } from 'node:child_process';
import { atExit } from './at-exit.js';

/** Keeps so many processes busy with arithmetic, and one with the disk, until it is ended; tells what does it. */
export function startLoad(processes: number): { readonly what: string; end(): void } {
  if (processes === 0) return { what: 'no load', end: () => undefined };
  const isThere = spawnSync('which', ['stress-ng']).status === 0;
  const [file, ...args] = isThere
    ? ['stress-ng', '--quiet', '--cpu', `${processes}`, '--io', '1', '--temp-path', '/tmp']
    : [
        'sh',
        '-c',
        `trap 'kill 0' TERM; i=0; while [ $i -lt ${processes} ]; do (while :; do :; done) & i=$((i+1)); done; wait`,
      ];
  const child = spawn(file!, args, { stdio: 'ignore', detached: true });
  const end = atExit(() => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGTERM');
  });
  return { what: `${processes} processes of ${isThere ? 'stress-ng' : 'sh'}`, end };
}
