/** How a command ends. */
export const EXIT = {
  /** Everything was done and is right. */
  done: 0,
  /** Done, but something is wrong: a trial failed, a file is damaged, a check failed. */
  wrong: 1,
  /** Nothing was done: the command line or the experiment's file is wrong, or another process is working there. */
  refused: 2,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
