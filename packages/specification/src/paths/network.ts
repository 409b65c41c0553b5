import { contentParameter } from '@latent-paths/data';
import { paths } from '@latent-paths/model';
import { z } from 'zod';

/** The trained network, whose training may go on from weights of a file. */
export const network = {
  ...paths.network,
  schema: paths.network.schema.extend({
    init: z
      .string()
      .min(1)
      .optional()
      .describe(
        'safetensors of weights that training goes on from, as export --to safetensors writes them, relative to the ' +
          'workspace; default: weights that are drawn by the seed',
      ),
    content: contentParameter,
  }),
};
