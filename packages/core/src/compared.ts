/** A number by which arms are compared: one column of the report's table and one key of `comparison.json`. */
export interface ComparedMetric {
  readonly label: string;
  /** What it measures, in one sentence, for the page's glossary. */
  readonly about: string;
  /** `null` if neither direction is better in general. */
  readonly better: 'lower' | 'higher' | null;
  /** Whether it needs known factors of the images; it is then over the fewer pairs and α of ground truth. */
  readonly truth?: true;
  /**
   * Whether it is known only in some experiments, or for newer trials: it is a column only where it is known.
   */
  readonly optional?: true;
}

/**
 * In the order of the columns. All are over held-out test pairs; those of ground truth have one column of
 * `truth-paths.arrow` each.
 */
export const COMPARED_METRICS = {
  'reprojection-half': {
    label: 'reprojection at α = ½',
    about:
      'mean of ‖z − P(z)‖² at the middle of the path, where the straight line is farthest from the learned manifold',
    better: 'lower',
  },
  reprojection: { label: 'reprojection', about: 'mean of ‖z − P(z)‖² over the path, P(z) = E(D(z))', better: 'lower' },
  'reprojection-q95': {
    label: 'reprojection q95',
    about: 'mean over pairs of the 95th percentile over α of ‖z − P(z)‖²',
    better: 'lower',
  },
  'reprojection-max': {
    label: 'reprojection max',
    about: 'mean over pairs of the largest ‖z − P(z)‖² over α',
    better: 'lower',
  },
  'reprojection-real': {
    label: 'reprojection ÷ real',
    about: 'mean reprojection of the path divided by that of real held-out latents; 1 is the level of real data',
    better: null,
  },
  attraction: {
    label: 'attraction',
    about: 'mean of ‖z − ((1−α)zA + αzB)‖²: how far the path is from the straight line',
    better: null,
  },
  'held-out-objective': {
    label: 'held-out objective',
    about:
      'mean over held-out pairs and α (trapezoid) of ‖z − P(z)‖² + λ·‖z − ẑ‖², λ the weight of attraction that ' +
      'training ends with; known if all trained arms end with the same λ',
    better: 'lower',
    optional: true,
  },
  'recovered-share': {
    label: 'recovered share',
    about:
      '(L_line − L)/(L_line − L_oracle) of the held-out objective L, on the pairs and α of solvers: the share ' +
      'of the possible improvement over the straight line that the path has found; known if an arm optimises ' +
      'each point for the same objective',
    better: 'higher',
    optional: true,
  },
  'endpoint-error': {
    label: 'endpoint error',
    about: 'mean of ‖I(zA,zB,0) − zA‖ and ‖I(zA,zB,1) − zB‖',
    better: 'lower',
  },
  'identity-error': {
    label: 'identity error',
    about:
      'mean of ‖I(z,z,α) − z‖ over the latents that the pairs begin with and α: how far a path whose two ends ' +
      'are the same leaves that point; not known for paths that are solved for',
    better: 'lower',
    optional: true,
  },
  'alpha-sensitivity': {
    label: 'α-sensitivity',
    about:
      'decoded length of the path divided by the distance of its real endpoints’ decodings; near 0 the path ignores α',
    better: null,
  },
  diversity: {
    label: 'diversity',
    about: 'variance over pairs of the path’s middle, relative to the linear path’s; near 0 all pairs share one middle',
    better: null,
  },
  'true-distance-half': {
    label: 'true distance at α = ½',
    about:
      'mean of ‖x − x*‖² at the middle of the path, x* the nearest image that the factors can make, summed over ' +
      'pixels and channels',
    better: 'lower',
    truth: true,
  },
  'true-distance': {
    label: 'true distance',
    about: 'mean of ‖x − x*‖² over the path, x* the nearest image that the factors can make',
    better: 'lower',
    truth: true,
  },
  'path-error': {
    label: 'path error',
    about: 'mean over the path of the distance, in factors, to the shortest path between the true ends',
    better: 'lower',
    truth: true,
  },
  'path-error-reparameterised': {
    label: 'path error without speed',
    about: 'the path error after the best monotone reparameterisation of path and true path (dynamic time warping)',
    better: 'lower',
    truth: true,
  },
  'factor-endpoint-error': {
    label: 'factor endpoint error',
    about: 'mean distance, in factors, of the path’s two ends from the two given images',
    better: 'lower',
    truth: true,
  },
  'switch-error': {
    label: 'switch error',
    about: 'share of the frames whose category does not fit a single switch from A’s to B’s',
    better: 'lower',
    truth: true,
  },
  'acai-distance': {
    label: 'ACAI distance',
    about: 'mean over the path of the cosine distance to the nearest line, of images of lines only',
    better: 'lower',
    truth: true,
  },
} as const satisfies Record<string, ComparedMetric>;

export type ComparedMetricName = keyof typeof COMPARED_METRICS;

/** Whether a metric is one of ground truth. */
export function isOfTruth(name: ComparedMetricName): boolean {
  const metric: ComparedMetric = COMPARED_METRICS[name];
  return metric.truth === true;
}

/** What the arms of an experiment are ordered and judged by. */
export interface RankingMetric {
  readonly name: ComparedMetricName;
  readonly goal: 'minimise' | 'maximise';
}

/** The default: the straight line is farthest from the manifold at α = ½. */
export const DEFAULT_RANKING_METRIC: RankingMetric = { name: 'reprojection-half', goal: 'minimise' };

/**
 * Metrics that show a collapse, with its name. Below `COLLAPSED_BELOW` in one of them an arm has collapsed,
 * regardless of its reprojection: a path that joins its endpoints has an α-sensitivity of at least 1, and the linear
 * path's diversity is 1.
 */
export const COLLAPSE_SIGNS = {
  'alpha-sensitivity': 'ignores α',
  diversity: 'one middle for all pairs',
} as const satisfies Partial<Record<ComparedMetricName, string>>;

export const COLLAPSED_BELOW = 0.2;

/**
 * How an arm has collapsed, in words; empty if it has not. `value` gives a metric of the arm, null if it is
 * not known.
 */
export function collapseSigns(value: (metric: keyof typeof COLLAPSE_SIGNS) => number | null): readonly string[] {
  return (['alpha-sensitivity', 'diversity'] as const)
    .filter((metric) => (value(metric) ?? Infinity) < COLLAPSED_BELOW)
    .map((metric) => COLLAPSE_SIGNS[metric]);
}

/**
 * Share of the straight line's diversity that a path must keep. Below it the middles of all pairs have moved towards
 * their mean, where reprojection is lower although the path is no better: P removes detail.
 */
export const DIVERSITY_KEPT_FROM = 0.9;

/** How an arm may be read: as ranked, as shrunk, or as collapsed. */
export type CollapseStatus = 'sound' | 'shrunk' | 'collapsed';

/** `collapsed` where there is a sign of it, `shrunk` where diversity is below `DIVERSITY_KEPT_FROM`, else `sound`. */
export function collapseStatusOf(value: Parameters<typeof collapseSigns>[0]): CollapseStatus {
  if (collapseSigns(value).length > 0) return 'collapsed';
  return (value('diversity') ?? Infinity) < DIVERSITY_KEPT_FROM ? 'shrunk' : 'sound';
}
