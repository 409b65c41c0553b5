import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { monotoneSchedule } from './schedule.js';

export const linear = definePiece({
  about: 'A straight line: from + (to − from)·progress.',
  schema: z.object({ from: z.number(), to: z.number() }),
  examples: [
    { from: 0.5, to: 0.02 },
    { from: 0, to: 0.3 },
  ],
  build: ({ from, to }) => monotoneSchedule(from, to, (progress) => line(from, to, progress)),
});

/** (1 − p)·from + p·to: exact at both ends. */
export function line(from: number, to: number, progress: number): number {
  return (1 - progress) * from + progress * to;
}
