import { z } from 'zod';

/** Of numbers of a picture: black and white in a model's own scale. */
export type Range = readonly [low: number, high: number];
/** Whether a picture's channels come first or last of its axes. */
export type Layout = (typeof LAYOUTS)[number];
/** Where the mean is in a tensor that holds the logarithm of the variance, too. */
export type Split = (typeof SPLITS)[number];

export const LAYOUTS = ['nchw', 'nhwc'] as const;
export const SPLITS = ['halves', 'halves-logvar-first', 'interleaved'] as const;

const POSTERIORS = `mean, ${SPLITS.join(', ')} or { mean: name, logVariance: name }`;
const OUTPUTS = 'the name of a tensor, or { sum: [name, …] } or { name: name } with range, layout and alpha';

const got = (input: unknown): string => (input === undefined ? 'nothing' : (JSON.stringify(input) ?? String(input)));
/** In the form of all errors here. */
const wanted = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => `expected ${what}, got ${got(input)}`,
});

const TWO = 'two numbers, black and white, the lower first, as in [-1, 1]';
const rising: [z.ZodNumber, z.ZodNumber] = [z.number(), z.number()];
const range = z.tuple(rising, wanted(TWO)).refine(([low, high]) => low < high, wanted(TWO));
const layout = z.enum(LAYOUTS, wanted(LAYOUTS.join(' or ')));
const name = z.string(wanted('the name of a tensor')).min(1, wanted('the name of a tensor'));
const factor = (what: string) =>
  z.union([z.number(), z.array(z.number()).min(1)], wanted(`${what}, or one for each channel of the latent`));
const nonZero = (value: number | readonly number[]): boolean => [value].flat().every((number) => number !== 0);

/**
 * What cannot be known of a pair of ONNX files by their shapes alone, as keys of an experiment; each may be left out
 * where the files tell it (`resolveReading`).
 */
export const readingShape = {
  input: z
    .strictObject({ range: range.optional(), layout: layout.optional() }, wanted('{ range: [0, 1], layout: nchw }'))
    .describe('what numbers the encoder takes black and white for, and the order of its axes')
    .optional(),
  posterior: z
    .union(
      [z.enum(['mean', ...SPLITS]), z.strictObject({ mean: name, logVariance: name.optional() })],
      wanted(POSTERIORS),
    )
    .describe('where the mean is in what the encoder gives')
    .optional(),
  output: z
    .union(
      [
        name,
        z.strictObject({
          name: name.optional(),
          sum: z.array(name).min(1).optional(),
          range: range.optional(),
          layout: layout.optional(),
          alpha: z.literal('drop').optional(),
        }),
      ],
      wanted(OUTPUTS),
    )
    .refine(
      (value) => typeof value === 'string' || value.name === undefined || value.sum === undefined,
      wanted(OUTPUTS),
    )
    .describe('which output of the decoder is the picture; `sum` adds several, each resized to it')
    .optional(),
  scale: factor('a number')
    .refine(nonZero, wanted('a number other than 0'))
    .describe('latents are (z − shift)·scale, as in diffusers')
    .optional(),
  shift: factor('a number').optional(),
};

const schema = z.strictObject(readingShape);

/** A reading as an experiment states it, as far as it does. */
export type AskedReading = z.output<typeof schema>;

/** Where the mean is in what the encoder gives: in one output, or in a tensor of the encoder that is named. */
export type Posterior = 'mean' | Split | { readonly mean: string; readonly logVariance?: string };

/** Which output of the decoder is the picture. */
export type Output = ({ readonly name: string } | { readonly sum: readonly string[] }) & {
  readonly range: Range;
  readonly layout: Layout;
  /** The last channel is none of the picture. */
  readonly alpha?: 'drop';
};

/** How the numbers of two ONNX files are read as a VAE: all of it. */
export interface Reading {
  readonly input: { readonly range: Range; readonly layout: Layout };
  readonly posterior: Posterior;
  readonly output: Output;
  /** Latents are (z − shift)·scale of what the encoder gives; numbers, or one for each channel. */
  readonly scale: number | readonly number[];
  readonly shift: number | readonly number[];
}

/** @throws if the data are no reading: one error for all that is wrong, each at its place */
export function parseReading(data: unknown, where = 'vae'): AskedReading {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const place = [where, ...issue.path].join('.');
    if (issue.code !== 'unrecognized_keys') return `${place}: ${issue.message}`;
    return `${place}: expected no key but those of a reading, got ${issue.keys.join(', ')}; leave it out`;
  });
  throw new Error(problems.join('\n'));
}
