import {
  collapseSigns,
  someSeeds,
  DIVERSITY_KEPT_FROM,
  collapseStatusOf,
  type ComparisonRecord,
  type CollapseStatus,
  type SummaryRecord,
} from '@latent-paths/core';
import { formatNumber, formatSome } from './format.js';

/** How an arm may be read. */
export interface ArmCollapse {
  readonly collapseStatus: CollapseStatus;
  /** Signs of collapse, in words; empty unless it collapsed. */
  readonly collapse: readonly string[];
  /** `seed 2 of 1, 2 and 3`: with which it collapsed; null if with all or none. */
  readonly collapsedSeeds: string | null;
  /** Of the straight line's; null if it is not known. */
  readonly diversity: number | null;
}

/**
 * Of an arm, by its row of the comparison, or by the means of its summaries where it has none yet. It has collapsed
 * where it did so with one of its seeds: a mean may hide that one.
 */
export function readCollapseStatus(
  row: ComparisonRecord['arms'][number] | undefined,
  summaries: readonly SummaryRecord[],
): ArmCollapse {
  const value = row === undefined ? meanOf(summaries) : (metric: Measure) => row.metrics[metric]?.value ?? null;
  const collapsed = summaries.filter((summary) => collapseSigns(meanOf([summary])).length > 0);
  const diversity = value('diversity');
  const collapsedSeeds = someSeeds(collapsed.map(seedOf), summaries.map(seedOf));
  if (collapsed.length === 0 || collapsedSeeds === null)
    return { collapseStatus: collapseStatusOf(value), collapse: collapseSigns(value), collapsedSeeds: null, diversity };
  const signs = collapseSigns(meanOf(collapsed));
  return {
    collapseStatus: 'collapsed',
    collapse: [`with ${collapsedSeeds}: ${signs.join(', ')}`],
    collapsedSeeds,
    diversity,
  };
}

const seedOf = ({ seed }: SummaryRecord): number => seed;

type Measure = Parameters<Parameters<typeof collapseSigns>[0]>[0];

function meanOf(summaries: readonly SummaryRecord[]): (metric: Measure) => number | null {
  const of = {
    'alpha-sensitivity': summaries.flatMap(({ paths }) => paths['alpha-sensitivity']?.mean ?? []),
    diversity: summaries.flatMap(({ sets }) => sets['diversity'] ?? []),
  };
  return (metric) => (of[metric].length === 0 ? null : of[metric].reduce((a, b) => a + b) / of[metric].length);
}

/**
 * What to add to an arm's name wherever its reprojection is shown: `diversity 0.393`, `collapsed`, `collapsed with seed
 * 2 of 1, 2 and 3`; null for a sound arm.
 */
export function caveatOf({ collapseStatus, collapsedSeeds, diversity }: ArmCollapse): string | null {
  if (collapseStatus === 'collapsed') return collapsedSeeds === null ? 'collapsed' : `collapsed with ${collapsedSeeds}`;
  return collapseStatus === 'sound' || diversity === null ? null : `diversity ${formatNumber(diversity)}`;
}

const MOST_NAMED = 8;

/** Which arms have shrunk towards the mean, by how much, and what that means; null if none has. */
export function shrinkageSentence(arms: readonly (ArmCollapse & { readonly name: string })[]): string | null {
  const shrunk = arms.flatMap(({ name, collapseStatus, diversity }) =>
    collapseStatus === 'shrunk' && diversity !== null ? [{ name, diversity }] : [],
  );
  if (shrunk.length === 0) return null;
  const named = shrunk
    .sort((a, b) => a.diversity - b.diversity)
    .map(({ name, diversity }) => `${name} (${formatNumber(diversity)})`);
  return (
    `Shrunk towards the mean, with less than ${DIVERSITY_KEPT_FROM} of the straight line’s diversity: ` +
    `${formatSome(named, MOST_NAMED)}. ` +
    'The middles of different pairs have moved towards each other, which lowers reprojection: that is not a ' +
    'better path.'
  );
}
