/**
 * Below this an arm has collapsed, whatever its reprojection: its paths ignore α (a path that joins its endpoints has
 * an α-sensitivity of at least 1) or all pairs share one middle (the linear path has diversity 1).
 */
export const COLLAPSED_BELOW = 0.2;

const SIGNS = { 'alpha-sensitivity': 'ignores α', diversity: 'one middle for all pairs' } as const;

/** What has collapsed, in words; empty where nothing has. `value` gives a metric of the arm, null where it is not known. */
export function collapseSigns(value: (metric: keyof typeof SIGNS) => number | null): readonly string[] {
  return (['alpha-sensitivity', 'diversity'] as const)
    .filter((metric) => (value(metric) ?? Infinity) < COLLAPSED_BELOW)
    .map((metric) => SIGNS[metric]);
}
