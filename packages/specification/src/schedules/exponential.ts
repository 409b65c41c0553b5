import { z } from 'zod';
import { monotoneSchedule } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

export const exponential = defineSchedule({
  about: 'The same factor at every step, from·(to/from)^(progress/until), both ends positive; constant from then on.',
  schema: z.object({
    from: z.number().positive(),
    to: z.number().positive(),
    until: z
      .number()
      .positive()
      .max(1)
      .optional()
      .describe('progress at which `to` is reached; the end if it is left out'),
  }),
  examples: [
    { from: 0.5, to: 0.02 },
    { from: 1e-6, to: 3 },
    { from: 0.5, to: 0.02, until: 0.8 },
  ],
  worked: { parameters: { from: 1, to: 0.01 }, progress: 0.5, value: 0.1 },
  build: ({ from, to, until = 1 }) =>
    monotoneSchedule(from, to, (progress) => exponentialBetween(from, to, Math.min(1, progress / until))),
});

export function exponentialBetween(from: number, to: number, progress: number): number {
  if (progress === 1) return to;
  return from * (to / from) ** progress;
}
