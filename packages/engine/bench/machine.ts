import { availableParallelism, cpus } from 'node:os';
import type { PeerName } from './rounds.js';

/** What a measurement depends on and a reader must know. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Threads that each peer was given. */
  readonly threads: number;
  /** Load averages over 1, 5 and 15 minutes when the bench began: well above 0, others were running. */
  readonly load: readonly number[];
  readonly node: string;
  /** What each peer says of itself (name, version, threads), or why it is not there. */
  readonly peers: Readonly<Record<PeerName, string>>;
}

export function describeMachine(
  threads: number,
  load: readonly number[],
  peers: Readonly<Record<PeerName, string>>,
): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    threads,
    load,
    node: process.version,
    peers,
  };
}
