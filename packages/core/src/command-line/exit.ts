/** How a command ends. */
export const EXIT = {
  /** All done, and all is well. */
  done: 0,
  /** Done, but something is not as it should be: a trial failed, a file is damaged, a check fails. */
  wrong: 1,
  /** Nothing was done: the command line or the experiment's file is wrong, or another process is at work there. */
  refused: 2,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
