import type { FillAttrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';

/** One number in every place. */
export const Fill = defineKernel<FillAttrs>({
  inputs: [],
  infer: ({ shape, dtype }) => ({ shape, dtype: dtype === 'int32' || dtype === 'bool' ? dtype : 'float32' }),
  uniform: ({ value }) => Number(value),
});
