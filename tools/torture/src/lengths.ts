/** How much of everything is tried. */
export interface Length {
  /** Processes that are killed. */
  readonly kills: number;
  /** Of files, moments and sizes every n-th. */
  readonly every: number;
  /** Trials of the large store. */
  readonly trials: number;
  /** Processes that keep the machine busy meanwhile. */
  readonly load: number;
  /** Seconds after which a command is taken to hang. */
  readonly patience: number;
}

/** What `npm run torture` tries at night. */
export const NIGHTLY: Length = { kills: 200, every: 1, trials: 10_000, load: 8, patience: 300 };

/** What `npm test` tries. */
export const SHORT: Length = { kills: 1, every: 10, trials: 300, load: 0, patience: 1_200 };
