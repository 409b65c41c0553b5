/** `seed 2 of 1, 2 and 3`: some of the seeds, in words; null if it is all of them or none. */
export function someSeeds(some: readonly number[], all: readonly number[]): string | null {
  if (some.length === 0 || some.length === all.length) return null;
  return `${some.length === 1 ? 'seed' : 'seeds'} ${listed(some)} of ${listed(all)}`;
}

function listed(seeds: readonly number[]): string {
  const words = [...seeds].sort((a, b) => a - b).map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
