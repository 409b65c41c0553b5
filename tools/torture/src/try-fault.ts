import type { Fault } from './fault.js';
import { missingNeeds } from './machine/needs.js';
import type { Stage } from './stage.js';
import type { Tally } from './tally.js';

/** How a fault was taken, or why it could not be tried. */
export interface Row {
  readonly name: string;
  readonly tally: Tally;
  readonly notTried: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Inflicts a fault where the machine has what it needs. What the harness itself throws counts as lost: nobody knows.
 */
export async function tryFault(name: string, { needs, inflict }: Fault, stage: Stage): Promise<Row> {
  const notTried = missingNeeds(needs);
  if (notTried.length === 0) {
    await inflict(stage).catch(
      (error: unknown) =>
        void stage.tally.lost.push(`the harness failed: ${error instanceof Error ? error.stack : String(error)}`),
    );
  }
  return { name, tally: stage.tally, notTried, notes: stage.notes };
}
