import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { Curriculum, Sampling } from './curriculum.js';

/** What a curriculum asks for at one progress, by hand. */
export interface CurriculumExample {
  readonly progress: number;
  /** What the last validation showed, where the curriculum follows it. */
  readonly errorByAlpha?: readonly number[];
  readonly asks: Sampling;
}

export function defineCurriculum<Schema extends z.ZodObject>(
  piece: WorkedPiece<Schema, Curriculum, CurriculumExample>,
): WorkedPiece<Schema, Curriculum, CurriculumExample> {
  return piece;
}
