import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What wants to run on a machine, this process's threads included. */
export interface Load {
  /** Threads that are running or waiting for a core now. */
  readonly runnable: number;
  /** Their number over the last minute, on average. */
  readonly minute: number;
}

/** The machine's load, null if the system tells none: on others than Linux. `root` is where /proc is found. */
export function readLoad(root = '/'): Load | null {
  let text: string;
  try {
    text = readFileSync(join(root, 'proc/loadavg'), 'utf8');
  } catch {
    return null;
  }
  const [, minute, runnable] = /^(\S+) \S+ \S+ (\d+)\//.exec(text) ?? [];
  return minute === undefined || runnable === undefined ? null : { minute: Number(minute), runnable: Number(runnable) };
}

/** Whether a machine has had so much to do for a while that threads which wait for each other would mostly wait. */
export function isCrowded({ runnable, minute }: Load, cores: number): boolean {
  return minute >= 2 * cores && runnable > cores;
}

/** Milliseconds between looks, and the looks that all have to find too much: ten seconds. */
const PAUSE = 2_000;
const LOOKS = 5;

export interface WatchCrowdOptions {
  /** Of the machine. */
  readonly cores: number;
  /** Threads of this run that may be running at once. */
  readonly own: number;
  /** Called once. */
  readonly tell: () => void;
  readonly read?: () => Load | null;
  readonly pause?: number;
}

/**
 * Calls once if at every look for some seconds more threads wanted to run than there are cores, and than this run has
 * itself.
 * @returns what ends it
 */
export function watchCrowd({ cores, own, tell, read = readLoad, pause = PAUSE }: WatchCrowdOptions): () => void {
  let crowded = 0;
  const timer = setInterval(() => {
    const load = read();
    crowded = load !== null && load.runnable > Math.max(cores, own) ? crowded + 1 : 0;
    if (crowded < LOOKS) return;
    clearInterval(timer);
    tell();
  }, pause).unref();
  return () => clearInterval(timer);
}
