import { z } from 'zod';

/** How well the frozen VAE reproduces images that it never saw. */
export const vaeQualityRecord = z.strictObject({
  images: z.int(),
  /** Mean of (x − x̂)² over images, pixels and channels, values 0…1, x̂ = D(E(x)); null if there are no images. */
  squaredError: z.number().nullable(),
  /** Mean KL of the posterior to the prior, in nats; null if its variance is not known. */
  kl: z.number().nullable(),
  /** Latent dimensions whose posterior mean has a variance above 0.01 over the images (Burda et al. 2016). */
  activeUnits: z.int(),
  /** All latent dimensions. */
  units: z.int(),
});
export type VaeQuality = z.infer<typeof vaeQualityRecord>;
