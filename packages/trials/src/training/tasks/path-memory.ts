import type { BatchCursor, PairStage } from '@latent-paths/data';
import type { Feedback, PieceState } from '@latent-paths/specification/schedules';
import type { Memory } from '../trainer.js';

/** What the training of a path remembers from step to step, beside its arrays: all that resuming needs. */
export interface PathMemory extends Memory {
  readonly cursor: BatchCursor;
  readonly stage: PairStage;
  readonly weights: Readonly<Record<string, PieceState>>;
  readonly learningRate: PieceState;
  readonly curriculum: PieceState;
  readonly feedback: Feedback | null;
  /** Values in force at the step, for its row. */
  readonly given: {
    readonly weights: Readonly<Record<string, number>>;
    readonly learningRate: number;
    readonly alphasPerPair: number;
  };
}
