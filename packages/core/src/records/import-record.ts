import { z } from 'zod';
import { hashText } from './hash-text.js';

/** `import.json` of a VAE that others trained: what was measured of it, once for its files and the pictures. */
export const importRecord = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of each file. */
  files: z.record(z.string(), hashText),
  opset: z.int(),
  /** How its numbers are read, in full; and which parts of that the files stated, one sentence each. */
  reading: z.json(),
  told: z.array(z.string()),
  imageShape: z.array(z.int()),
  /** Of a whole latent, as D takes it. */
  latentShape: z.array(z.int()),
  /** Pictures that it was measured on. */
  images: z.int(),
  /** Largest relative difference, over outputs, from onnxruntime's own run of the files; null if not compared. */
  parity: z.strictObject({ encoder: z.number().nullable(), decoder: z.number().nullable() }),
  /** Relative difference of derivatives of ‖P(z)‖² from central differences, in so many random directions. */
  gradient: z.strictObject({ directions: z.int(), difference: z.number() }),
  /**
   * Mean of (x̂ − x)² a value, values 0…1, and the same where the mean of the pictures stands for each; null where
   * there are no pictures, and what D makes of the pool's latents stood for them.
   */
  reconstruction: z.strictObject({ squaredError: z.number(), baseline: z.number() }).nullable(),
  /** Dimensions whose mean has a variance above 0.01, of all. */
  active: z.strictObject({ units: z.int(), of: z.int() }),
  /**
   * Where active dimensions alone are used: which numbers of a latent's row, and what each other one is held at. Other
   * figures are of the VAE so used.
   */
  used: z.strictObject({ dimensions: z.array(z.int()), held: z.array(z.number()) }).optional(),
  /** ‖z‖ over the pictures: mean and deviation. */
  norms: z.strictObject({ mean: z.number(), deviation: z.number() }),
  /** Mean of ‖P²(z) − P(z)‖ / ‖P(z) − z‖ over the pictures; null if P moves nothing. */
  idempotence: z.number().nullable(),
  /** What is to be known before it is used, a sentence each. */
  notes: z.array(z.string()),
});
export type ImportRecord = z.infer<typeof importRecord>;
