import { z } from 'zod';
import { monotoneSchedule } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

export const linear = defineSchedule({
  about: 'A straight line: from + (to − from)·progress.',
  schema: z.object({ from: z.number(), to: z.number() }),
  examples: [
    { from: 0.5, to: 0.02 },
    { from: 0, to: 0.3 },
  ],
  worked: { parameters: { from: 1, to: 0.2 }, progress: 0.5, value: 0.6 },
  build: ({ from, to }) => monotoneSchedule(from, to, (progress) => line(from, to, progress)),
});

/** (1 − p)·from + p·to: exact at both ends. */
export function line(from: number, to: number, progress: number): number {
  return (1 - progress) * from + progress * to;
}
