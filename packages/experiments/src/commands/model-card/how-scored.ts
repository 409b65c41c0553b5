import {
  COMPARED_METRICS,
  mean,
  plural,
  type ComparedMetricName,
  type ExperimentRecord,
  type SummaryRecord,
} from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { formatNumber } from '../format-value.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';
import type { Scores, ScoresBesideLine } from './scores-beside-line.js';

interface HowScoredOptions {
  readonly trial: InterpolatableTrial;
  readonly summary: SummaryRecord;
  readonly scores: ScoresBesideLine;
  readonly record: ExperimentRecord | null;
  readonly store: Store;
}

/** On what a path was scored, with how many seeds, and a table of its scores beside the straight line's. */
export async function howScored(options: HowScoredOptions): Promise<string> {
  const { summary, scores, trial } = options;
  const { own, line } = scores;
  const held = trial.finished.config.evaluation.latents === 'validation' ? 'validation' : 'test';
  const names = Object.keys(COMPARED_METRICS) as ComparedMetricName[]; // Object.keys forgets that they are its names
  const known = names.filter((name) => valuesOf(own, name) !== undefined);
  const cell = (of: Scores | null, name: ComparedMetricName) => {
    const values = of === null ? undefined : valuesOf(of, name);
    return values === undefined ? '–' : formatNumber(mean(values));
  };
  const rows = known.map((name) => {
    const { label, about } = COMPARED_METRICS[name];
    return `| ${label} | ${cell(own, name)} | ${cell(line, name)} | ${about.replaceAll('|', '\\|')} |`;
  });
  const { truth } = summary;
  return [
    `On ${plural(summary.pairs, `pair`)} of held-out ${held} latents at ${summary.alphas.length} α from 0 to 1` +
      `${truth === undefined ? '' : `, ground truth on ${truth.pairs} of them at ${truth.alphas.length} α`}. Means ` +
      `over pairs. Real held-out latents have ‖z − P(z)‖² of ${formatNumber(summary.real.reprojection)} in the mean.`,
    ['| score | this path | straight line | what it is |', '|---|---|---|---|', ...rows].join('\n'),
    await seedWords(options),
    truth === undefined
      ? 'Whether its pictures are true is not known: the factors of the pictures are not known.'
      : null,
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}

/** A metric's values, one for each pair. */
export function valuesOf({ values, truth }: Scores, name: ComparedMetricName): Float64Array | undefined {
  return values[name] ?? truth[name];
}

/** What other seeds of the same arm scored, where there are any. */
async function seedWords({ trial, summary, record, store }: HowScoredOptions): Promise<string> {
  if (!summary.trained) return 'It trains nothing, and is the same for all seeds.';
  const { name, run } = trial;
  const arm = record?.arms.find(({ trials }) => trials.includes(name.trial));
  const others = (arm?.trials ?? []).filter((id) => id !== name.trial);
  const experiment = store.experiment(name.experiment);
  const summaries = await Promise.all(others.map((id) => experiment.trial(id).readSummary()));
  const scored = summaries.filter((other) => other !== null);
  if (scored.length === 0) return `Seed ${run.seed} alone: how far another seed would be from these is not known.`;
  const reprojection = ({ points }: SummaryRecord) =>
    points['reprojection'] ? formatNumber(points['reprojection'].mean) : 'not known';
  const all = [summary, ...scored].map((one) => `seed ${one.seed} ${reprojection(one)}`);
  return `This is seed ${run.seed} of arm ${run.arm}. Mean reprojection by seed: ${all.join(', ')}.`;
}
