import type { NeedName } from './machine/needs.js';
import type { Stage } from './stage.js';

/** One kind of thing that goes wrong. */
export interface Fault {
  /** What is done, and how the product is to take it. */
  readonly about: string;
  /** What the machine must have for it. */
  readonly needs: readonly NeedName[];
  /** Whether `npm test` tries it in little, too: it needs neither root nor packages of the system. */
  readonly isShort: boolean;
  inflict(stage: Stage): Promise<void>;
}
