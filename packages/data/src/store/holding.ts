/** Something in the results folder that can be removed by itself. */
export interface Holding {
  /**
   * `remnant`: a folder beside the trials, or an artifact's, that has no record: it was never begun, or is being
   * removed or made. `temporary`: a file that a killed process left. `launch`: what was handed to a cluster.
   */
  readonly kind: 'trial' | 'artifact' | 'launch' | 'remnant' | 'temporary';
  /** Relative to the results folder, with slashes. */
  readonly path: string;
  /** The experiment that it lies in; null outside of experiments. */
  readonly experiment: string | null;
  /**
   * The link that leads to it or that it holds, in words; null if there is none. What has one is not to be removed.
   */
  link(): Promise<string | null>;
  /** The process that is working in it, in words; null if none is. */
  owner(): Promise<string | null>;
  /** Bytes. */
  size(): Promise<number>;
  /** The latest change of any of its files; of itself, where it has none. */
  changedAt(): Promise<Date>;
  /**
   * Removes it, its record first, so that what a kill leaves of the rest is read by nobody. @throws LockedError if a
   * process is working in it
   */
  remove(): Promise<void>;
}
