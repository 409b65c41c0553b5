import { z } from 'zod';

const tensor = z.string().min(1);

const use = z.literal('active');

/** Which dimensions of a latent are used. */
export const useKey = z
  .strictObject({ use })
  .optional()
  .describe('{ use: active }: paths and metrics work in the dimensions that vary over pictures alone');

/** Where the latent of a whole autoencoder is, and which of its dimensions are used. */
export const latentKey = z
  .union([tensor, z.strictObject({ at: tensor.optional(), use })])
  .optional()
  .describe(
    'tensor of the whole autoencoder that is its latent; or { use: active }, with at: <tensor> for a whole ' +
      'autoencoder: paths and metrics work in the dimensions that vary over pictures alone, and each other one is ' +
      'held at its mean',
  );

export interface LatentUse {
  /** The tensor at which a whole autoencoder is cut. */
  readonly cut: string | undefined;
  /** Whether only dimensions that vary are used. */
  readonly active: boolean;
}

export function latentUse({ latent }: { readonly latent?: z.output<typeof latentKey> }): LatentUse {
  return typeof latent === 'object' ? { cut: latent.at, active: true } : { cut: latent, active: false };
}
