import { z } from 'zod';
import { trialShape, type TrialKey } from './spec.js';
import { oneOrMore } from './yaml/named.js';

/** What a file's name without `.yaml` must look like: it is the name of a target and of a folder, too. */
export const EXPERIMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const armName = z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'expected lower-case letters and digits, joined by - or .');

const seeds = z
  .union([z.int().min(1), z.array(z.int().min(0)).min(1)])
  .default(1)
  .transform((given) => (typeof given === 'number' ? Array.from({ length: given }, (_, i) => i + 1) : given))
  .refine((list) => new Set(list).size === list.length, 'expected seeds that differ')
  .describe('how many (1, 2, …), or which');

/** An experiment's file after `extends`; `settings` are the keys of its trials, which the file and each arm may give. */
export function experimentSchema<Settings extends z.ZodRawShape>(settings: Settings) {
  const arm = z.strictObject({ extends: oneOrMore.optional().describe('another arm of the file; of several the later ones win'), ...settings });
  return z.strictObject({
    question: z.string().min(1).describe('what the experiment is to find out'),
    claims: z
      .array(z.strictObject({ id: z.string().min(1), text: z.string().min(1) }))
      .default([])
      .describe('what the arms are expected to show, said before anything runs'),
    arms: z.record(armName, arm).describe('what is compared: settings that differ, by name'),
    baseline: z.string().describe('the arm that the others are compared with'),
    seeds,
    matrix: z
      .record(z.string(), z.array(z.unknown()).min(1))
      .default({})
      .describe('a grid: lists of values by dotted key, such as loss.attraction.weight; every combination makes an arm of its own'),
    ...settings,
  });
}

/** Settings are not read here: they are checked arm by arm, when they are whole. */
export const experimentFile = experimentSchema(
  // Object.fromEntries forgets the keys.
  Object.fromEntries(Object.keys(trialShape).map((key) => [key, z.unknown().optional()])) as Record<TrialKey, z.ZodOptional<z.ZodUnknown>>,
);
