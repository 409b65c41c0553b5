import type { WorkedPiece } from '@latent-paths/core';
import type { z } from 'zod';
import type { TermFeedback } from './feedback.js';
import type { Schedule } from './schedule.js';

/** The value of a schedule at one progress, by hand. */
export interface ScheduleExample {
  readonly progress: number;
  /** What the last validation showed of the losses, where the value follows it: its own term and the other ones. */
  readonly terms?: Readonly<Record<'own' | 'other', TermFeedback>>;
  readonly value: number;
}

export function defineSchedule<Schema extends z.ZodObject, Made extends Schedule>(
  piece: WorkedPiece<Schema, Made, ScheduleExample>,
): WorkedPiece<Schema, Made, ScheduleExample> {
  return piece;
}
