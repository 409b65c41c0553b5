import { availableParallelism } from 'node:os';
import { cgroupQuota } from './cgroup-quota.js';

/** What this process may compute on. */
export interface Cores {
  readonly count: number;
  /** Whether a person chose the number, by OMP_NUM_THREADS. */
  readonly chosen: boolean;
}

export interface CoresOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Cores that the system says there are, by affinity. */
  readonly parallelism?: number;
  /** Where /proc and /sys are found. */
  readonly root?: string;
}

/**
 * The cores to compute on: those of OMP_NUM_THREADS where it is set, else those that the system offers, bounded by the
 * quota of the container, of which a part of a core is none. @throws if OMP_NUM_THREADS is no number
 */
export function coresHere({
  environment = process.env,
  parallelism = availableParallelism(),
  root = '/',
}: CoresOptions = {}): Cores {
  const asked = environment['OMP_NUM_THREADS']?.trim();
  // An empty one is unset; a list names the threads of nested levels.
  if (asked !== undefined && asked !== '') return { count: countOf(asked.split(',')[0]!.trim(), asked), chosen: true };
  const quota = cgroupQuota(root) ?? Infinity;
  return { count: Math.max(1, Math.min(parallelism, Math.floor(quota))), chosen: false };
}

function countOf(first: string, whole: string): number {
  if (!/^[1-9]\d{0,5}$/.test(first))
    throw new Error(`OMP_NUM_THREADS: expected a positive integer, got ${whole}; correct it, or unset it`);
  return Number(first);
}
