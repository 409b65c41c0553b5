import { z } from 'zod';
import { stateless } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

export const step = defineSchedule({
  about: 'Constant pieces: values[i] from progress at[i − 1] up to at[i].',
  schema: z.object({
    values: z.array(z.number()).min(2),
    /** Where the next value begins, one entry fewer than `values`. */
    at: z.array(z.number().gt(0).lt(1)).min(1),
  }),
  examples: [
    { values: [0.5, 0.1, 0.02], at: [0.3, 0.8] },
    { values: [0, 1, 0], at: [0.3, 0.8] },
  ],
  worked: { parameters: { values: [1, 0.1], at: [0.5] }, progress: 0.5, value: 0.1 },
  /** @throws if `at` does not ascend or does not have one entry fewer than `values` */
  build: ({ values, at }) => {
    if (at.length !== values.length - 1) {
      throw new RangeError(`at: expected ${values.length - 1} entries, one fewer than values, got ${at.length}`);
    }
    if (at.some((start, i) => i > 0 && start <= at[i - 1]!)) {
      throw new RangeError(`at: expected ascending fractions, got ${at.join(', ')}`);
    }
    const valueAt = (progress: number) => values[at.filter((start) => start <= progress).length]!;
    return stateless(valueAt, [Math.min(...values), Math.max(...values)], direction(values));
  },
});

function direction(values: readonly number[]): 'rising' | 'falling' | 'constant' | null {
  const rises = values.some((value, i) => i > 0 && value > values[i - 1]!);
  const falls = values.some((value, i) => i > 0 && value < values[i - 1]!);
  if (rises && falls) return null;
  return rises ? 'rising' : falls ? 'falling' : 'constant';
}
