import { z } from 'zod';

/** A 64-bit integer as JSON has it. */
const integer = z.union([z.number(), z.string()]).transform(Number).pipe(z.int());

export const shapeSchema = z.object({
  dim: z.array(z.object({ size: integer.default(-1) })).optional(),
  unknownRank: z.boolean().optional(),
});
const port = z.object({
  name: z.string(),
  dtype: z.union([z.string(), z.number()]).optional(),
  tensorShape: shapeSchema.optional(),
});
const signature = z.object({
  inputs: z.record(z.string(), port).optional(),
  outputs: z.record(z.string(), port).optional(),
});

const node = z.object({
  name: z.string().min(1),
  op: z.string().min(1),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), z.unknown()).default({}),
});

const count = z.int().min(0);
const weight = z.object({
  name: z.string(),
  shape: z.array(count),
  dtype: z.string(),
  quantization: z.object({ dtype: z.string(), scale: z.number().optional(), min: z.number().optional() }).optional(),
});
const group = z.object({ paths: z.array(z.string()), weights: z.array(weight) });

/** More nodes or weights has no autoencoder; a file of a million takes a minute to refuse otherwise. */
export const MOST_NODES = 100_000;

/**
 * model.json of a GraphModel, as far as it is read: the graph of TensorFlow, and where its weights lie.
 * @see github.com/tensorflow/tfjs, tfjs-converter/src/data/compiled_api.ts
 */
export const graphModelSchema = z.object({
  generatedBy: z.string().nullish(),
  convertedBy: z.string().nullish(),
  signature: signature.nullish(),
  userDefinedMetadata: z.object({ signature: signature.nullish() }).nullish(),
  modelTopology: z.object({ node: z.array(node) }),
  weightsManifest: z.array(group).default([]),
});

export type GraphModelJson = z.output<typeof graphModelSchema>;
export type TfShape = z.output<typeof shapeSchema>;
export type WeightGroup = z.output<typeof group>;
export type WeightEntry = z.output<typeof weight>;
