import { UsageError } from '@latent-paths/core';
import { messageOf } from '@latent-paths/trials/stages';
import { cpus } from 'node:os';
import { coresHere, type Cores, type CoresOptions } from '../../machine/cores.js';
import { isCrowded, type Load } from '../../machine/crowd.js';
import type { RunOptions } from '../../run/plan/run-options.js';

/** On how many threads a run computes. */
export interface ChosenThreads {
  /** Of the engine, and so of all that runs alone. */
  readonly all: number;
  /** Of each trial, where that is no share of all. */
  readonly each: number | undefined;
  /** Why it is fewer than there are cores, in words. */
  readonly why: string | null;
}

/**
 * The threads that were asked for, by --threads or OMP_NUM_THREADS; else one, where the machine has been crowded for a
 * while when the run starts: threads that wait for each other then mostly wait; else all cores that this process may
 * use. No bit of any number depends on it. @throws UsageError if OMP_NUM_THREADS is no number
 */
export function chooseThreads(
  { threads }: Pick<RunOptions, 'threads'>,
  load: Load | null,
  options: CoresOptions = {},
): ChosenThreads {
  if (threads !== undefined) return { all: threads, each: threads, why: null };
  const { count, chosen } = coresOf(options);
  if (chosen || count === 1 || load === null || !isCrowded(load, coresOfMachine()))
    return { all: count, each: undefined, why: null };
  const why =
    `this machine is crowded: over the last minute ${load.minute} threads on average wanted its ` +
    `${coresOfMachine()} cores. More threads would mostly wait for each other, so this run computes on one ` +
    `(--threads=1); --threads=${count} overrides this`;
  return { all: 1, each: 1, why };
}

/** The cores that this process may use. @throws UsageError if OMP_NUM_THREADS is no number */
export function coresOf(options: CoresOptions = {}): Cores {
  try {
    return coresHere(options);
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

/** All that the machine has, whatever this process may use: what wants to run is counted over all of them. */
export function coresOfMachine(): number {
  return cpus().length;
}
