import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { npyBytes } from '../../test/write-arrays.js';
import { readTrainedPairs } from './read-trained-pairs.js';

function read(name: string, content: string | Uint8Array) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return readTrainedPairs(path);
}

const points = { a: Int32Array.of(0, 7), b: Int32Array.of(3, 1), alpha: Float32Array.of(0.5, 0.25) };

it('reads points of NPY and of CSV, with names or without', async () => {
  expect(await read('p.npy', npyBytes('<f8', [2, 3], Float64Array.of(0, 3, 0.5, 7, 1, 0.25)))).toEqual(points);
  expect(await read('p.csv', 'a,b,alpha\n0,3,0.5\n7, 1, 0.25\n')).toEqual(points);
  expect(await read('p.csv', '0,3,0.5\r\n7,1,0.25')).toEqual(points);
});

it('refuses what are no points', async () => {
  await expect(read('p.npy', npyBytes('<f4', [3, 2], new Float32Array(6)))).rejects.toThrow(
    'expected points as [n, 3], the numbers of two latents and α, got the shape (3, 2)',
  );
  await expect(read('p.csv', '0,3,0.5\n1,2.5,0.5')).rejects.toThrow('got 1, 2.5, 0.5 in row 1');
  await expect(read('p.csv', '0,3,1.5')).rejects.toThrow('α in [0, 1], got 0, 3, 1.5 in row 0');
  await expect(read('p.csv', '0,3')).rejects.toThrow('expected three numbers, a, b and α, got "0,3" in line 1');
  await expect(read('p.csv', 'a,b,alpha\n')).rejects.toThrow('at least one point');
});
