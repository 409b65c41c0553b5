import { join } from 'node:path';
import { sizeOf } from '@latent-paths/core';
import { encodePng, writeAtomic } from '@latent-paths/data';
import { frameOf, rowOf } from './tiles.js';
import type { WalkFormat } from './walk-format.js';

const DIGITS = 3;

export const frames: WalkFormat = {
  kind: 'folder',
  about: 'a PNG a frame in the VAE’s own size, 000.png and so on, those of the straight line in line/',
  async write({ shape, legs }, folder) {
    const ways = [
      { folder, legs: legs.map((leg) => leg.frames) },
      { folder: join(folder, 'line'), legs: legs.flatMap(({ line }) => (line === null ? [] : [line.frames])) },
    ];
    for (const way of ways) {
      let number = 0;
      for (const leg of way.legs) {
        for (let i = 0; i < leg.length / sizeOf(shape); i++) {
          const name = `${String(number++).padStart(DIGITS, '0')}.png`;
          await writeAtomic(join(way.folder, name), encodePng(rowOf([frameOf(leg, i, shape)], shape, 1)));
        }
      }
    }
  },
};
