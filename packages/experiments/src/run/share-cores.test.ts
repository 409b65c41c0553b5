import { expect, it } from 'vitest';
import { shareCores } from './share-cores.js';

it.each([
  ['one trial after another on all cores', 8, { trials: 5 }, { atOnce: 1, threads: 8 }],
  ['each an equal share', 8, { trials: 5, jobs: 3 }, { atOnce: 3, threads: 2 }],
  ['no more at once than there are', 8, { trials: 2, jobs: 3 }, { atOnce: 2, threads: 4 }],
  ['one thread at the least', 2, { trials: 5, jobs: 4 }, { atOnce: 4, threads: 1 }],
  ['the threads that were asked for', 2, { trials: 5, jobs: 2, threads: 3 }, { atOnce: 2, threads: 3 }],
  ['one place where nothing is to run', 2, { trials: 0, jobs: 2 }, { atOnce: 1, threads: 2 }],
] as const)('%s', (_, cores, asked, shares) => {
  expect(shareCores(cores, asked)).toEqual(shares);
});
