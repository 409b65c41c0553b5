import { z } from 'zod';
import { cosineBetween } from './cosine.js';
import { exponentialBetween } from './exponential.js';
import { line } from './linear.js';
import { stateless } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

const SHAPES = { cosine: cosineBetween, exponential: exponentialBetween, linear: line };

export const warmUpThenDecay = defineSchedule({
  about:
    'A straight line from 0 to peak over the fraction warmUp of training, then a curve of the given shape to `to`.',
  schema: z.object({
    peak: z.number().positive(),
    /** Fraction of training. */
    warmUp: z.number().gt(0).lt(1),
    to: z.number().nonnegative().default(0),
    shape: z.enum(['cosine', 'exponential', 'linear']).default('cosine'),
  }),
  examples: [
    { peak: 1e-3, warmUp: 0.05 },
    { peak: 1, warmUp: 0.3, to: 1 },
    { peak: 0.5, warmUp: 0.1, to: 0.02, shape: 'exponential' },
  ],
  worked: { parameters: { peak: 1, warmUp: 0.2 }, progress: 0.1, value: 0.5 },
  /** @throws if the shape is exponential and `to` is 0, which it never reaches */
  build: ({ peak, warmUp, to, shape }) => {
    if (shape === 'exponential' && to === 0)
      throw new RangeError('to: expected a positive number, because the shape is exponential, got 0');
    const valueAt = (progress: number) =>
      progress < warmUp
        ? line(0, peak, progress / warmUp)
        : SHAPES[shape](peak, to, (progress - warmUp) / (1 - warmUp));
    return stateless(valueAt, [0, Math.max(peak, to)], to >= peak ? 'rising' : null);
  },
});
