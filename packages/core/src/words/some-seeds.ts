import { listed } from './listed.js';

/** `seed 2 of 1, 2 and 3`: some of the seeds, in words; null if it is all of them or none. */
export function someSeeds(some: readonly number[], all: readonly number[]): string | null {
  if (some.length === 0 || some.length === all.length) return null;
  return `${some.length === 1 ? 'seed' : 'seeds'} ${inOrder(some)} of ${inOrder(all)}`;
}

const inOrder = (seeds: readonly number[]): string => listed([...seeds].sort((a, b) => a - b).map(String));
