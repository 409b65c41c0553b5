/** How the trials of a run share its cores. */
export interface CoreShares {
  /** Trials that run at once. */
  readonly atOnce: number;
  /** Threads of each of them. */
  readonly threads: number;
}

export interface ShareCoresOptions {
  /** Trials that are to run. */
  readonly trials: number;
  /** Trials that may run at once. */
  readonly jobs?: number | undefined;
  /** Threads of each trial; if left out, its share of the cores. */
  readonly threads?: number | undefined;
}

/** Works out --jobs and --threads: no more trials at once than there are, and a whole thread for each. */
export function shareCores(cores: number, { trials, jobs = 1, threads }: ShareCoresOptions): CoreShares {
  const atOnce = Math.max(1, Math.min(jobs, trials));
  return { atOnce, threads: threads ?? Math.max(1, Math.floor(cores / atOnce)) };
}
