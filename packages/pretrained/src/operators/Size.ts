import { sizeOf } from '@latent-paths/core';
import { integers } from '../arrays/constant.js';
import type { Operator } from '../operator.js';

/** How many numbers there are. */
export const Size: Operator = { foldShape: (shape) => integers([sizeOf(shape)], []) };
