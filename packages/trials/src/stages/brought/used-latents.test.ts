import { expect, it } from 'vitest';
import type { Brought } from './read-brought.js';
import { usedLatents } from './used-latents.js';

const rows = (size: number): Brought => {
  const values = Float32Array.from({ length: 2 * size }, (_, i) => i);
  const pool = { rows: new Int32Array(), part: 'train', indices: new Int32Array() } as const;
  return {
    latents: { values, size, count: 2, shape: [2, size], content: 'a'.repeat(64) },
    placed: { train: pool, validation: pool, test: pool },
  };
};

it('takes whole latents of a file, and keeps the dimensions that the VAE uses', () => {
  const active = { dimensions: [0, 2], of: [3] };
  const { latents } = usedLatents(rows(3), 'z.npy', { latentSize: 2, latentShape: [2], active });
  expect(latents).toMatchObject({ size: 2, count: 2, shape: [2, 2] });
  expect([...latents.values]).toEqual([0, 2, 3, 5]);
});

it('leaves them as they are where the VAE uses all, and refuses others', () => {
  const brought = rows(3);
  expect(usedLatents(brought, 'z.npy', { latentSize: 3 })).toBe(brought);
  const active = { dimensions: [0, 2], of: [3] };
  expect(() => usedLatents(rows(2), 'z.npy', { latentSize: 2, active })).toThrow(
    'z.npy: expected latents as D takes them, [n, 3], got the shape (2, 2)',
  );
});
