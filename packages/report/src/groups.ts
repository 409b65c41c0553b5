import {
  COLLAPSED_BELOW,
  DEFAULT_RANKING_METRIC,
  DIVERSITY_KEPT_FROM,
  type ComparisonRecord,
  type RankingMetric,
  type CollapseStatus,
} from '@latent-paths/core';
import type { LoadedArm, LoadedExperiment } from './load.js';

export type ComparisonRow = ComparisonRecord['arms'][number];
type GroupId = CollapseStatus | 'absent';

/** Arms that may be compared with one another. */
export interface ArmGroup {
  readonly id: GroupId;
  readonly title: string;
  /** What the title means. */
  readonly about: string;
  /** The best by the experiment's metric first; the last group as the experiment names them. */
  readonly arms: readonly { readonly arm: LoadedArm; readonly row: ComparisonRow | undefined }[];
}

const GROUPS = {
  sound: { title: 'Keep their diversity', about: `at least ${DIVERSITY_KEPT_FROM} of the straight line’s` },
  shrunk: {
    title: 'Shrunk towards the mean',
    about:
      `less than ${DIVERSITY_KEPT_FROM} of the straight line’s diversity: a low reprojection here is not a better ` +
      'path',
  },
  collapsed: {
    title: 'Collapsed',
    about: `α-sensitivity or diversity below ${COLLAPSED_BELOW}: a reprojection here means nothing`,
  },
  absent: { title: 'Not compared', about: 'no finished trial is in the comparison' },
} as const satisfies Record<GroupId, { title: string; about: string }>;

/** Equal ranks, such as two that are not known, keep their order. */
function byRank(a: { readonly rank: number }, b: { readonly rank: number }): number {
  return a.rank === b.rank ? 0 : a.rank - b.rank;
}

/** The metric that an experiment is judged by. */
export function rankingMetricOf({ record }: Pick<LoadedExperiment, 'record'>): RankingMetric {
  return record.metric ?? DEFAULT_RANKING_METRIC;
}

/** An arm's place by the experiment's metric: the lower the better, last where it is not known. */
export function rankOf(row: ComparisonRow | undefined, { name, goal }: RankingMetric): number {
  const value = row?.metrics[name]?.value;
  return value === undefined ? Infinity : goal === 'minimise' ? value : -value;
}

/** The arms of a comparison, those that kept their diversity first; that group is there even where it is empty. */
export function groupArms({
  record,
  arms,
  comparison,
}: Pick<LoadedExperiment, 'record' | 'arms' | 'comparison'>): readonly ArmGroup[] {
  const ranking = rankingMetricOf({ record });
  const rows = new Map((comparison?.arms ?? []).map((row) => [row.arm, row]));
  const members = arms.map((arm) => {
    const row = rows.get(arm.name);
    const id: GroupId =
      row === undefined || Object.values(row.metrics).every((estimate) => estimate === null)
        ? 'absent'
        : arm.collapseStatus;
    return { id, arm, row, rank: rankOf(row, ranking) };
  });
  return (Object.keys(GROUPS) as GroupId[]) // the literal's own keys
    .map((id) => ({ id, ...GROUPS[id], arms: members.filter((member) => member.id === id).sort(byRank) }))
    .filter(({ id, arms: found }) => found.length > 0 || id === 'sound');
}
