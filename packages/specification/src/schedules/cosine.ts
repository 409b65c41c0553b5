import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { line } from './linear.js';
import { monotoneSchedule } from './schedule.js';

export const cosine = definePiece({
  about:
    'Half a cosine: to + (from − to)·(1 + cos(π·progress))/2 (Loshchilov & Hutter 2017, equation 5, without restarts).',
  schema: z.object({ from: z.number(), to: z.number().default(0) }),
  examples: [{ from: 1e-3 }, { from: 0.1, to: 0.7 }],
  build: ({ from, to }) => monotoneSchedule(from, to, (progress) => cosineBetween(from, to, progress)),
});

export function cosineBetween(from: number, to: number, progress: number): number {
  return line(from, to, (1 - Math.cos(Math.PI * progress)) / 2);
}
