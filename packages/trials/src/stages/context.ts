import type { Store } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { Machine } from '../training/checkpoint.js';
import type { Display } from '../progress.js';
import type { Provenance } from '../provenance/provenance.js';

/** What stages reach the world by: time and effects come in here and nowhere else. */
export interface StageContext {
  readonly store: Store;
  readonly engine: Engine;
  readonly provenance: Provenance;
  /** Where a person sees how it goes. */
  readonly display: Display;
  /** Monotonic seconds. */
  readonly now: () => number;
  /** The time of day, ISO 8601. */
  readonly date: () => string;
  /** Asks for a stop with everything kept. */
  readonly signal: AbortSignal;
  /** Of a training whose checkpoint was made on another kind of CPU; it is refused where this is left out. */
  readonly otherCpu?: 'accept' | undefined;
}

/** Work ended early because it was asked to; what was done is kept. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export function machineOf({ provenance }: StageContext): Machine {
  return { engine: provenance.engine, cpu: provenance.cpu };
}
