import type { Registry } from '@latent-paths/core';
import { folder } from './folder.js';
import { glyph } from './glyph.js';
import { idx } from './idx.js';
import { lines } from './lines.js';
import { none } from './none.js';
import { npy } from './npy.js';
import { parquet } from './parquet.js';
import { shapes } from './shapes.js';
import type { ImageSet } from './source.js';

/** Every set of images that the project can train on: one file and one line each. */
export const imageSources = {
  shapes,
  lines,
  glyph,
  idx,
  folder,
  npy,
  parquet,
  none,
} as const satisfies Registry<ImageSet>;
