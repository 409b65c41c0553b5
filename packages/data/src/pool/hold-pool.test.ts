import { join } from 'node:path';
import { fillNormal, rootKey } from '@latent-paths/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { holdPool } from './hold-pool.js';
import { openPool, type Pool } from './pool.js';
import { writePool } from './write-pool.js';

const [N, D] = [5000, 3];
const latents = new Float32Array(N * D);
fillNormal(rootKey(2), 0, latents);

let pool: Pool;
beforeEach(async () => {
  const path = join(temporaryFolder(), 'train.arrow');
  await writePool(path, [{ indices: Int32Array.from({ length: N }, (_, i) => i), latents }], {
    vae: 'a1'.repeat(32),
    source: { kind: 'shapes' },
    part: 'train',
    seed: 3,
    latentSize: D,
  });
  pool = await openPool(path);
});
afterEach(() => pool.close());

it('gathers the same latents, from memory: where the file is closed, too', async () => {
  const held = await holdPool(pool);
  const rows = Int32Array.of(4999, 0, 4097, 0);
  const [fromDisk, fromMemory] = [new Float32Array(4 * D), new Float32Array(4 * D)];
  pool.gather(rows, fromDisk);
  pool.close();
  held.gather(rows, fromMemory);
  expect(fromMemory).toEqual(fromDisk);
  expect(() => held.gather(Int32Array.of(N), new Float32Array(D))).toThrow(`rows in 0 … ${N - 1}, got ${N}`);
  expect(() => held.gather(Int32Array.of(-1), new Float32Array(D))).toThrow('got -1');
  expect(() => held.gather(Int32Array.of(1), new Float32Array(D + 1))).toThrow('1 × 3, got 4');
});

it('leaves a pool that is too large on the disk', async () => {
  expect(await holdPool(pool, N * D * 4 - 1)).toEqual({ ...pool, latents: null });
  expect((await holdPool(pool, N * D * 4)).latents).toEqual(latents);
});
