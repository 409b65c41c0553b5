import { COMPARED_METRICS, plural } from '@latent-paths/core';
import { rankingMetricOf } from '../groups.js';
import type { LoadedExperiment } from '../load.js';

/** What an experiment of the list may be chosen by. */
export function tagsOf(experiment: LoadedExperiment): readonly string[] {
  const { record, comparison, arms } = experiment;
  const isDone = arms.every(({ status }) => status === 'finished') && comparison !== null;
  const isFailed = arms.some(({ status }) => status === 'failed');
  const { name } = rankingMetricOf(experiment);
  return [
    isDone ? 'finished' : isFailed ? 'failed in part' : 'unfinished',
    plural(record.seeds.length, 'seed'),
    ...(record.claims.some(({ test }) => test !== undefined) ? ['claims'] : []),
    ...(record.predictions === undefined ? [] : ['predictions']),
    ...(comparison?.truth === undefined ? [] : ['ground truth']),
    ...(arms.some(({ curve }) => curve !== undefined) ? ['over budgets'] : []),
    ...(record.changes === undefined || record.changes.length === 0 ? [] : ['changed from outside']),
    COMPARED_METRICS[name].label,
  ];
}
