import { gif, webp } from './animation.js';
import { arrow } from './arrow.js';
import { frames } from './frames.js';
import type { PairsFormat } from './pairs-format.js';
import { png } from './png.js';
import { strips } from './strips.js';
import type { WalkFormat } from './walk-format.js';

/** What `interpolate` writes of one walk, by the ending of the name after `--out`. */
export const walkFormats = {
  '.png': png,
  '.gif': gif,
  '.webp': webp,
  '/': frames,
} as const satisfies Readonly<Record<string, WalkFormat>>;

/** What it writes of many pairs. */
export const pairsFormats = {
  '.arrow': arrow,
  '/': strips,
} as const satisfies Readonly<Record<string, PairsFormat>>;
