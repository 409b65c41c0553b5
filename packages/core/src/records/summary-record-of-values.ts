import { z } from 'zod';

export const summaryRecordOfValues = z.strictObject({
  mean: z.number(),
  deviation: z.number(),
  q95: z.number(),
  max: z.number(),
  /** Share of the values that are defined, over which these are taken; absent if all are. */
  defined: z.number().optional(),
});
