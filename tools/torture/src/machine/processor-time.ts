import { readFileSync } from 'node:fs';

/** Of a second, as Linux counts in /proc. */
const TICKS = 100;

/**
 * Seconds of processors that a process and all that it started have used so far: a clock by which a life has the same
 * length on a busy machine. 0 where it has ended.
 */
export function processorTime(pid: number): number {
  const { own, ended } = timesOf(`${pid}`);
  return childrenOf(pid).reduce((sum, child) => sum + processorTime(child), own + ended);
}

/** Seconds of processors that those have used which this process started and which have ended. */
export function processorTimeOfEnded(): number {
  return timesOf('self').ended;
}

/** Processes that one has started and that live, the first one first. */
export function childrenOf(pid: number): number[] {
  return readOrNothing(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
}

/** Seconds of a process itself, and of those of its children that have ended, with theirs. */
function timesOf(process: string): { readonly own: number; readonly ended: number } {
  const stat = readOrNothing(`/proc/${process}/stat`);
  // Its name, in brackets, may hold anything.
  const [user = 0, system = 0, usersEnded = 0, systemsEnded = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return { own: (user + system) / TICKS, ended: (usersEnded + systemsEnded) / TICKS };
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It has ended.
  }
}
