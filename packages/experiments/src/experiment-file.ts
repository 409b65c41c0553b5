import { z } from 'zod';
import { trialShape, type TrialKey } from './spec.js';
import { oneOrMore } from './yaml/named.js';

/** Names of experiments and arms are names of folders, too. */
export const NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

const name = z.string().regex(NAME, 'expected lower-case letters and digits, joined by - or .');
const otherArms = oneOrMore.optional().describe('another arm of the file; of several the later ones win');

const seeds = z
  .union([z.int().min(1), z.array(z.int().min(0)).min(1)])
  .default(1)
  .transform((given) => (typeof given === 'number' ? Array.from({ length: given }, (_, i) => i + 1) : given))
  .refine((list) => new Set(list).size === list.length, 'expected seeds that differ')
  .describe('how many (1, 2, …), or which');

/** What a file says beside the keys of its trials. */
function fileShape<Arm extends z.ZodType>(arm: Arm) {
  return {
    question: z.string().min(1).describe('what the experiment is to find out'),
    claims: z
      .array(z.strictObject({ id: z.string().min(1), text: z.string().min(1) }))
      .default([])
      .describe('what the arms are expected to show, said before anything runs'),
    arms: z.record(name, arm).describe('what is compared: settings that differ, by name'),
    baseline: z.string().describe('the arm that the others are compared with'),
    seeds,
    matrix: z
      .record(z.string(), z.array(z.unknown()).min(1))
      .default({})
      .describe('a grid: lists of values by dotted key, such as loss.attraction.weight; every combination makes an arm of its own'),
  };
}

const unread: Record<TrialKey, z.ZodOptional<z.ZodUnknown>> = mapToUnknown(trialShape);

/** A file after `extends`, its trials' settings not yet read: they are checked arm by arm, when they are whole. */
export const experimentFile = z.strictObject({
  ...fileShape(z.strictObject({ extends: otherArms, ...unread })),
  ...unread,
});
export type ExperimentFile = z.output<typeof experimentFile>;

/** Everything that a file may hold, settings included: the source of the editors' schema. */
export const editedFile = z.strictObject({
  extends: oneOrMore.optional().describe('a file in the same folder, without .yaml; of several the later ones win'),
  ...fileShape(z.strictObject({ extends: otherArms, ...trialShape })),
  ...trialShape,
});

function mapToUnknown<Key extends string>(shape: Record<Key, unknown>): Record<Key, z.ZodOptional<z.ZodUnknown>> {
  const entries = Object.keys(shape).map((key) => [key, z.unknown().optional()]);
  return Object.fromEntries(entries) as Record<Key, z.ZodOptional<z.ZodUnknown>>; // Object.fromEntries forgets the keys
}
