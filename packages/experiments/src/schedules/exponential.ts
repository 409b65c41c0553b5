import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { passage } from './schedule.js';

export const exponential = definePiece({
  about: 'The same factor at every step: from·(to/from)^progress, both ends positive.',
  schema: z.object({ from: z.number().positive(), to: z.number().positive() }),
  examples: [{ from: 0.5, to: 0.02 }, { from: 1e-6, to: 3 }],
  build: ({ from, to }) => passage(from, to, (progress) => exponentialBetween(from, to, progress)),
});

export function exponentialBetween(from: number, to: number, progress: number): number {
  if (progress === 1) return to;
  return from * (to / from) ** progress;
}
