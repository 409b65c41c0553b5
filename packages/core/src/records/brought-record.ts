import { z } from 'zod';
import { hashText } from './hash-text.js';

/** `brought.json` of pools whose latents were extracted elsewhere: what was found of them, once for their file. */
export const broughtRecord = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the latents as float32, and of their axes: whatever the format. */
  content: hashText,
  /** The axes in the file, latents first. */
  shape: z.array(z.int()),
  /** Latents to train on, to choose by and to score on. */
  counts: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }),
  /** The latents beside what E makes of their own pictures; null where these are not at hand. */
  agreement: z
    .strictObject({
      /** Pictures that were encoded. */
      pictures: z.int(),
      /** √(Σ‖z − E(x)‖² / Σ‖E(x) − mean‖²): 0 where they agree, about 1.4 where they have nothing in common. */
      difference: z.number(),
      /** Pearson's correlation of all their numbers: near 1 where they differ by a scale alone. */
      correlation: z.number(),
    })
    .nullable(),
  /** ‖z‖ of all latents; absent in older records. */
  norms: z.strictObject({ mean: z.number(), deviation: z.number() }).optional(),
  /** √(Σ‖z − P(z)‖² / Σ‖z − mean‖²) over the test latents: how far from E(D(z)) they are, beside their own spread. */
  returned: z.number(),
  /** What is not known for want of pictures, with the reason, a sentence each. */
  absent: z.array(z.string()),
});
export type BroughtRecord = z.infer<typeof broughtRecord>;
