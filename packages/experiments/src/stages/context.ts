import type { Store } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { Machine } from '../checkpoint.js';
import { progress, type Output, type Progress, type ProgressOptions } from '../progress.js';
import type { Provenance } from '../provenance.js';

/** What stages reach the world by: time and effects come in here and nowhere else. */
export interface StageContext {
  readonly store: Store;
  readonly engine: Engine;
  readonly provenance: Provenance;
  /** Where a person reads how it goes. */
  readonly stream: Output;
  /** Monotonic seconds. */
  readonly now: () => number;
  /** The time of day, ISO 8601. */
  readonly date: () => string;
  /** Asks for a stop with everything kept. */
  readonly signal: AbortSignal;
}

/** Work ended early because it was asked to; what was done is kept. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export function machineOf({ provenance }: StageContext): Machine {
  return { engine: provenance.engine, cpu: provenance.cpu };
}

export function report(context: StageContext, options: Omit<ProgressOptions, 'stream' | 'now'>): Progress {
  return progress({ ...options, stream: context.stream, now: context.now });
}
