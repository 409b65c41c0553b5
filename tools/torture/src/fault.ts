import type { NeedName } from './machine/needs.js';
import type { Stage } from './stage.js';

/** One kind of thing that goes wrong. */
export interface Fault {
  /** What is done, and how the product is to take it. */
  readonly about: string;
  /** What the machine must have for it. */
  readonly needs: readonly NeedName[];
  /** Whether the short version in `npm test` also tries it: it needs neither root nor system packages. */
  readonly isShort: boolean;
  inflict(stage: Stage): Promise<void>;
}
