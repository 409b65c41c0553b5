import { z } from 'zod';
import { fittingShape } from '../fit/fitting.js';
import type { PictureLooks } from '../fit/picture-looks.js';
import { backgroundParameter } from './file-parameters.js';
import { listedNames } from './some-names.js';

/** How encoded pictures are decoded to one shape, wherever their bytes lie. */
export const decodingShape = {
  ...fittingShape,
  channels: fittingShape.channels.default(3),
  bits: z.literal([8, 16]).default(8).describe('bits of a sample that are kept; 16 for 16-bit pictures'),
  background: backgroundParameter.optional(),
};

/** What pictures of others have to be made like, to be compared with these. */
export function looksOf({ background, crop, fit, kernel, bits }: PictureLooks): PictureLooks {
  return { background, crop, fit, kernel, bits };
}

/** @throws if pictures that cannot be decoded are to stop the run */
export function checkDamaged(path: string, damaged: 'fail' | 'skip', broken: readonly string[]): void {
  if (broken.length === 0 || damaged === 'skip') return;
  throw new Error(
    `${path}: expected pictures that can be decoded, got ${broken.length} that cannot: ` +
      `${listedNames(broken)}. Replace them, or leave them out by damaged: skip.`,
  );
}
