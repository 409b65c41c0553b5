import { reshape, sum, type TileAttrs } from '@tensorflow/tfjs-core';
import { defineKernel } from '../kernel.js';
import { arrangeAxes } from '../layout.js';

/** x repeated along its axes. */
export const Tile = defineKernel<TileAttrs>({
  inputs: ['x'],
  infer: ({ reps }, x) => ({ shape: x.shape.map((size, axis) => size * reps[axis]!), dtype: x.dtype }),
  uniform: (_, [x]) => x!,
  simplify: ({ reps }, _, x) => (reps.every((count) => count === 1) ? x : undefined),
  lower: (emit, { attributes: { reps } }, x) => {
    const layout = emit.layoutOf(x);
    const repeatsOnes = x.shape.every((size, axis) => size === 1 || reps[axis] === 1);
    // Expand broadcasts: axes that it leaves as they are may have any length, such as that of the rows.
    const op = repeatsOnes ? 'Expand' : 'Tile';
    return { name: emit.node(op, [emit.read(x, layout), emit.ints(arrangeAxes(reps, layout))]), layout };
  },
  gradient: {
    saves: ['x'],
    // [r0·s0, r1·s1, …] → [r0, s0, r1, s1, …], summed over the repetitions.
    of: ({ reps }, dy, x) => ({
      x: () =>
        sum(
          reshape(
            dy,
            x.shape.flatMap((size, axis) => [reps[axis]!, size]),
          ),
          x.shape.map((_, axis) => 2 * axis),
        ),
    }),
  },
});
