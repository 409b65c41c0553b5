import type { ComparedMetricName } from '@latent-paths/core';
import type { DataColumn } from './data-table.js';
import type { ArmGroup, ComparisonRow } from './groups.js';

/** One number of a comparison: an arm's metric, and its ratio to the baseline. */
interface ComparedNumber {
  readonly arm: string;
  readonly group: ArmGroup['id'];
  readonly metric: ComparedMetricName;
  readonly estimate: ComparisonRow['metrics'][ComparedMetricName];
  readonly ratio: ComparisonRow['ratios'][ComparedMetricName];
}

export const NUMBER_COLUMNS: readonly DataColumn<ComparedNumber>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'diversity', value: ({ group }) => GROUP_WORDS[group] },
  { title: 'metric', value: ({ metric }) => metric },
  { title: 'mean', value: ({ estimate }) => estimate?.value ?? null },
  { title: 'low', value: ({ estimate }) => estimate?.low ?? null },
  { title: 'high', value: ({ estimate }) => estimate?.high ?? null },
  { title: 'ratio to the baseline', value: ({ ratio }) => ratio?.value ?? null },
  { title: 'ratio low', value: ({ ratio }) => ratio?.low ?? null },
  { title: 'ratio high', value: ({ ratio }) => ratio?.high ?? null },
];

const GROUP_WORDS: Readonly<Record<ArmGroup['id'], string>> = {
  sound: 'kept',
  shrunk: 'shrunk',
  collapsed: 'collapsed',
  absent: 'not compared',
};

/** All numbers of some metrics, a row each, the arms in the order of their groups. */
export function comparedNumbers(
  groups: readonly ArmGroup[],
  metrics: readonly ComparedMetricName[],
): readonly ComparedNumber[] {
  return groups.flatMap(({ id, arms }) =>
    arms.flatMap(({ arm: { name }, row }) =>
      metrics.map((metric) => ({
        arm: name,
        group: id,
        metric,
        estimate: row?.metrics[metric] ?? null,
        ratio: row?.ratios[metric] ?? null,
      })),
    ),
  );
}
