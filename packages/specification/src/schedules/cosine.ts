import { z } from 'zod';
import { line } from './linear.js';
import { monotoneSchedule } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

export const cosine = defineSchedule({
  about:
    'Half a cosine: to + (from − to)·(1 + cos(π·progress))/2 (Loshchilov & Hutter 2017, equation 5, without restarts).',
  schema: z.object({ from: z.number(), to: z.number().default(0) }),
  examples: [{ from: 1e-3 }, { from: 0.1, to: 0.7 }],
  worked: { parameters: { from: 1 }, progress: 0.5, value: 0.5 },
  build: ({ from, to }) => monotoneSchedule(from, to, (progress) => cosineBetween(from, to, progress)),
});

export function cosineBetween(from: number, to: number, progress: number): number {
  return line(from, to, (1 - Math.cos(Math.PI * progress)) / 2);
}
