import { z } from 'zod';
import { hashText } from './hash-text.js';

/** What is known of a path that others trained. */
export const broughtPathRecord = z.strictObject({
  /** Where its file was. */
  file: z.string(),
  /** SHA-256 of what its files hold. */
  content: hashText,
  source: z.string().nullable(),
  licence: z.string().nullable(),
  opset: z.int(),
  /** Relative difference ‖a − b‖/‖b‖ from onnxruntime's own run of the same file, on test pairs. */
  parity: z.number(),
  /** Points (pair, α) that it was trained on, where they were given. */
  trained: z.int().nullable(),
  /** What is wrong with it, a sentence each. */
  warnings: z.array(z.string()),
});
export type BroughtPathRecord = z.infer<typeof broughtPathRecord>;
