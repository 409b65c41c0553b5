import { definePiece } from '@latent-paths/core';
import { contentParameter } from '@latent-paths/data';
import { untrained, type Path } from '@latent-paths/model';
import { z } from 'zod';

/**
 * A network that others trained, in ONNX: an arm like any formula, frozen. Its identity is what its files hold, never
 * where they lie. What it computes is known once its file is read for latents of one VAE.
 */
export const onnx = definePiece({
  about: 'a path that others trained, as ONNX: zA, zB and α as one input or three; frozen',
  schema: z.object({
    file: z.string().min(1).describe('ONNX file of the network, relative to the workspace'),
    output: z.string().min(1).optional().describe('the output that is the point, where there are several'),
    pairs: z
      .string()
      .regex(/\.(npy|npz|npz\[[^[\]]+\]|csv)$/i, 'expected pairs.npy, pairs.npz[key] or pairs.csv')
      .optional()
      .describe(
        'points that it was trained on, [n, 3]: the rows of two latents in pool.latents, or of two pictures where ' +
          'latents are extracted, and α; evaluation.gaps scores it on them',
      ),
    source: z.string().min(1).optional().describe('where the file is from, for the report'),
    licence: z.string().min(1).optional().describe('licence of the file, for the report; unknown where left out'),
    content: contentParameter,
  }),
  examples: [{ file: 'interpolator.onnx' }],
  build: ({ file }): Path => ({
    ...untrained,
    prepare: () => {
      throw new Error(`${file}: expected a network that was read for latents of a VAE, got its name alone`);
    },
  }),
});
