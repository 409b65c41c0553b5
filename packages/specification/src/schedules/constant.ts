import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { monotoneSchedule } from './schedule.js';

export const constant = definePiece({
  about: 'The same value throughout: what a plain number stands for.',
  schema: z.object({ value: z.number() }),
  examples: [{ value: 0.1 }],
  build: ({ value }) => monotoneSchedule(value, value, () => value),
});
