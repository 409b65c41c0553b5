import { join } from 'node:path';
import { encodePng, writeAtomic } from '@latent-paths/data';
import { stackPictures } from '@latent-paths/trials/evaluation';
import type { PairsFormat } from './pairs-format.js';
import { rowOf } from './tiles.js';

const DIGITS = 5;

export const strips: PairsFormat = {
  kind: 'folder',
  about: 'a PNG a pair in the VAE’s own size, 00000.png and so on, the path above the straight line',
  async write({ walks, shape }, folder) {
    let number = 0;
    for await (const { frames, line } of walks) {
      const row = rowOf([frames], shape, 1);
      const strip = line === null ? row : stackPictures([row, rowOf([line.frames], shape, 1)], 1);
      await writeAtomic(join(folder, `${String(number++).padStart(DIGITS, '0')}.png`), encodePng(strip));
    }
  },
};
