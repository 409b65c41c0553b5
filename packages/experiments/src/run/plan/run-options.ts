/** What is to run of an experiment, and how. */
export interface RunOptions {
  /** Names of the arms to run; all if left out. */
  readonly arms?: readonly string[];
  /** In an order that spreads arms and seeds, in place of the file's. */
  readonly shuffle?: boolean;
  /** Begins every trial anew, also those that have finished. */
  readonly fresh?: boolean;
  /** Trials at once; more than one run in processes of their own. */
  readonly jobs?: number;
  /** Threads of each trial; if left out, its share of the engine's. */
  readonly threads?: number;
  /** Whether the first failure ends the run; else it leaves the others to run. */
  readonly failFast?: boolean;
}
