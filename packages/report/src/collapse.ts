import { collapseSigns, type ComparisonRecord, type SummaryRecord } from '@latent-paths/core';

/**
 * What has collapsed of an arm, in words, by its row of the comparison, or by the means of its summaries where it has
 * none yet; empty where nothing has.
 */
export function collapseOf(row: ComparisonRecord['arms'][number] | undefined, summaries: readonly SummaryRecord[]): readonly string[] {
  if (row !== undefined) return collapseSigns((metric) => row.metrics[metric]?.value ?? null);
  const sensitivity = summaries.flatMap((summary) => summary.paths['alpha-sensitivity']?.mean ?? []);
  const diversity = summaries.flatMap((summary) => summary.sets['diversity'] ?? []);
  const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((a, b) => a + b) / values.length);
  return collapseSigns((metric) => mean(metric === 'diversity' ? diversity : sensitivity));
}
