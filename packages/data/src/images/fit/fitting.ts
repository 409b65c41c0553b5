import { z } from 'zod';
import { kernels, type KernelName } from './kernels.js';

const side = z.int().min(1).max(4096);
const sides = z.union([side, z.tuple([side, side])]);
// Object.keys forgets that they are its names.
const kernelNames = Object.keys(kernels) as [KernelName, ...KernelName[]];

/** The kernel where none is named. */
export const DEFAULT_KERNEL: KernelName = 'linear';
/** What is done where proportions differ, where nothing is said. */
export const DEFAULT_FIT = 'cover';

/**
 * How images are brought to one shape: parameters of every source that reads them from files. What is left out is not
 * in the configuration.
 */
export const fittingShape = {
  size: sides
    .optional()
    .describe(
      'height and width that images are resized to, one number or [height, width]; default: no change, and all ' +
        'must have one size',
    ),
  crop: sides
    .optional()
    .describe(
      'height and width of the part that is cut from the middle before resizing, one number or [height, width]',
    ),
  fit: z
    .enum(['cover', 'fill', 'contain'])
    .optional()
    .describe(
      'if size has other proportions: cover keeps the middle and cuts the rest (the default), fill stretches, ' +
        'contain adds a border of the background',
    ),
  kernel: z
    .enum(kernelNames)
    .optional()
    .describe(`the kernel of the resizing, widened if images become smaller; default: ${DEFAULT_KERNEL}`),
  channels: z.literal([1, 3]).optional().describe('1: grey, by 0.299 R + 0.587 G + 0.114 B; 3: colour'),
};

export type Fitting = z.output<z.ZodObject<typeof fittingShape>>;

/** Height and width of what one number or two stand for. */
export function sidesOf(given: number | readonly [number, number]): readonly [height: number, width: number] {
  return typeof given === 'number' ? [given, given] : given;
}
