import { contentParameter } from '@latent-paths/data';
import { z } from 'zod';
import { levels } from '../vaes/import-checks.js';

/** Keys of `pool` for latents that were extracted elsewhere. */
export const broughtLatents = {
  latents: z
    .string()
    .regex(
      /\.(npy|npz|safetensors|arrow)(\[[^[\]]+\])?$/i,
      'expected z.npy, z.npz[key], z.safetensors[key] or z.arrow[column]',
    )
    .optional()
    .describe(
      'file of latents [n, …] that E made elsewhere, relative to the workspace, in place of extracting them: z.npy, ' +
        'z.npz[key], z.safetensors[key] or z.arrow[column]; the key may be left out where there is one array',
    ),
  heldOut: z
    .union([
      z.number().gt(0).lt(1),
      z.strictObject({
        rows: z
          .tuple([z.int().min(0), z.int().min(1)])
          .refine(
            ([first, end]) => first < end,
            'expected the first row and the one after the last, as in [900, 1000]',
          ),
      }),
    ])
    .optional()
    .describe(
      'share of pool.latents that no path is trained on, half of it to choose by and half to score on; with ' +
        'pictures, those of the held-out ones, and no more than this share. { rows: [900, 1000] }: rows 900 to 999 ' +
        'of the file, such as those that a path of yours has not seen; not with pictures',
    ),
  pictures: z
    .literal('none')
    .optional()
    .describe(
      'none: pool.latents are of pictures that are not at hand; else they are of those of data, one for each, in the ' +
        'order of the files',
    ),
  agreement: levels('relative difference of pool.latents from E of their own pictures'),
  content: contentParameter,
};

/** Keys that mean something with `latents` alone. */
export const OF_LATENTS = ['heldOut', 'pictures', 'agreement', 'content'] as const;
