import type { Store } from '@latent-paths/data';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';
import type { RunOptions } from '../../../run/plan/run-options.js';
import type { RunRequest } from '../flags.js';

/** What is left of an experiment. */
export interface Launch {
  readonly experiment: ResolvedExperiment;
  readonly store: Store;
  readonly flags: RunRequest;
  readonly options: RunOptions;
  /** Trials that have not finished, and all that were asked for. */
  readonly count: { readonly left: number; readonly all: number };
}

/** Where the trials of a run are brought to their end. */
export interface Launcher {
  /** Resolves to the exit code. @throws what keeps it from beginning */
  launch(launch: Launch): Promise<number>;
}
