import type { Shape } from '@latent-paths/core';
import type { Value, ValueType } from './graph.js';

/** What a kernel may add to the graph to write itself in a simpler way. */
export interface GraphWriter {
  /** The first output of a kernel. */
  one(name: string, attributes: unknown, ...inputs: Value[]): Value;
  /** An array of one number in every place. */
  uniform(shape: Shape, dtype: ValueType, number: number): Value;
}
