import type { ExperimentRecord, RankingMetric, ProjectionSizes } from '@latent-paths/core';
import type { CurvePlace } from './curve-of.js';
import type { Varied } from './experiment-file.js';
import type { Removal } from './removals.js';
import type { Chosen } from './select.js';
import type { TrialConfig } from '../trial/trial-shape.js';

/** One configuration to run with one seed. */
export interface ResolvedTrial {
  /** `<arm>-<first digits of the hash>`: the name of its folder. */
  readonly id: string;
  /** Of all that its numbers depend on. */
  readonly hash: string;
  readonly arm: string;
  readonly seed: number;
  /** Value of each key of matrix and zip. */
  readonly point: Readonly<Record<string, unknown>>;
  readonly config: TrialConfig;
}

/** An arm at one point of matrix and zip: what the report compares. */
export interface ResolvedArm {
  /** Its name in the file, which all points of its matrix share. */
  readonly declared: string;
  /** The arm's name in the file, and the point's values where something varies. */
  readonly name: string;
  /** Whether its path has weights to train. An arm that trains nothing has one trial, whatever the seeds. */
  readonly trained: boolean;
  readonly config: TrialConfig;
  /** Where the grid varies the budget in points: the arm without it, and the budget. */
  readonly curve?: CurvePlace;
  /** In the order of the seeds. */
  readonly trials: readonly ResolvedTrial[];
}

export interface ResolvedExperiment {
  /**
   * Name of the file without `.yaml`, and behind it what was changed from outside: its folder, comparison and page are
   * its own. Seeds, and settings that change no result, change no name.
   */
  readonly name: string;
  /** Relative to the workspace, with slashes. */
  readonly file: string;
  readonly question: string;
  readonly claims: ExperimentRecord['claims'];
  /** What curves over the budget are expected to be; absent if nothing is said. */
  readonly predictions?: ExperimentRecord['predictions'];
  /** How far P of each VAE is to be measured; absent if it is not. */
  readonly projection?: ProjectionSizes;
  /** Name of a resolved arm. */
  readonly baseline: string;
  /** What the arms are ordered and judged by. */
  readonly metric: RankingMetric;
  /** What was changed from outside and is in the name, as it was written: `budget.projections=20000`. */
  readonly changes: readonly string[];
  /** What nulls remove, and the values that hold instead. */
  readonly removed: readonly Removal[];
  readonly seeds: readonly number[];
  /** What each seed draws anew besides initial weights and sampling. */
  readonly vary: readonly Varied[];
  readonly arms: readonly ResolvedArm[];
  /** Where a rate is selected: how, by which trials, and what was chosen. */
  readonly selection?: ResolvedSelection;
}

/** A rate that is chosen on validation latents before the experiment runs. */
export interface ResolvedSelection {
  readonly key: string;
  readonly values: readonly number[];
  readonly budgets: readonly number[];
  /** Null if it is still to be chosen: arms that train then have no trials. */
  readonly chosen: Chosen | null;
  /** Whether the file says what was chosen, so that nothing is tried. */
  readonly isWritten: boolean;
  /** The trials that are tried, an experiment with a folder and a page of its own. */
  readonly experiment: ResolvedExperiment;
  /** Where each of its arms stands. */
  readonly points: readonly SelectionPoint[];
  /**
   * Half, once and twice the rate that follows for a larger budget; absent if it is not asked for, or not yet known.
   */
  readonly check?: { readonly budget: number; readonly points: readonly SelectionPoint[] };
}

/** One rate that is tried. */
export interface SelectionPoint {
  /** The experiment's arm, without its budget. */
  readonly arm: string;
  readonly budget: number;
  readonly value: number;
  /** Name of the arm of the selection's experiment, and id of its trial. */
  readonly name: string;
  readonly trial: string;
  /** λ of the objective ‖z − P(z)‖² + λ·‖z − ẑ‖² that it is judged by: what training ends with. */
  readonly attraction: number;
}
