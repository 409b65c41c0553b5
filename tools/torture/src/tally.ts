/** How often a fault was tried, and how it was taken. */
export interface Tally {
  /** Nothing was lost, and the work went on. */
  survived: number;
  /** It stopped in words that name the fault or the file; nothing was lost. */
  named: number;
  /** It stopped with a stack trace, or in words that help nobody; nothing was lost. One line each. */
  readonly unnamed: string[];
  /**
   * Finished work is gone or was done again, bits differ, a number is wrong, or the command never comes to its end. One
   * line each.
   */
  readonly lost: string[];
}

export function emptyTally(): Tally {
  return { survived: 0, named: 0, unnamed: [], lost: [] };
}

export function triedOf({ survived, named, unnamed, lost }: Tally): number {
  return survived + named + unnamed.length + lost.length;
}
