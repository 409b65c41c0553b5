import type { OnnxGraph, Port } from './graph.js';

/**
 * True where the first axis may be that of the batch: of rows, of images, or where the file says that it is of any
 * length.
 */
export function hasBatchAxis({ shape }: Port): boolean {
  return shape === undefined || shape.length === 2 || shape.length === 4 || typeof shape[0] === 'string';
}

/** The batch that the model was exported for, or undefined if it takes any. */
export function fixedBatch({ inputs }: OnnxGraph): number | undefined {
  const lengths = inputs.filter(hasBatchAxis).map(({ shape }) => shape?.[0]);
  return lengths.find((length) => typeof length === 'number');
}
