import { sizeOf } from '@latent-paths/core';
import { integers } from '../arrays/constant.js';
import type { Operator } from '../operator.js';

/** The number of elements. */
export const Size: Operator = { foldShape: (shape) => integers([sizeOf(shape)], []) };
