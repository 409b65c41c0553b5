import { COMPARED_METRICS, type ComparedMetricName, type ComparisonRecord, type Estimate, type ExperimentRecord } from '@latent-paths/core';
import { estimateRatio, type Condition, type ScoredArm } from './compare-arms.js';
import { interval, times } from './words.js';

type Verdict = ComparisonRecord['verdicts'][number];

export interface ContrastOptions {
  readonly experiment: ExperimentRecord;
  /** In the order in which they are told. */
  readonly arms: readonly ScoredArm[];
  readonly metric: ComparedMetricName;
  readonly condition: Condition;
}

/** Pairs of arms between which exactly one setting differs, each with what becomes of diversity beside the metric. */
export function contrasts({ experiment, arms, metric, condition }: ContrastOptions): Verdict[] {
  const settings = new Map(experiment.arms.map((arm) => [arm.name, new Map(arm.settings.map(({ key, value }) => [key, JSON.stringify(value)]))]));
  const said: Verdict[] = [];
  for (const [i, a] of arms.entries()) {
    for (const b of arms.slice(i + 1)) {
      const changes = changesBetween(settings.get(a.name)!, settings.get(b.name)!);
      if (changes.length !== 1) continue;
      const ratio = estimateRatio(b, a, metric, condition);
      if (ratio === null) continue;
      const diversity = estimateRatio(b, a, 'diversity', condition);
      said.push({
        arm: a.name,
        text: isSettled(ratio)
          ? `Changing ${changes[0]} alone: ${b.name} has ${times(ratio)} the ${COMPARED_METRICS[metric].label} of ${a.name}${diversity === null ? '' : besideDiversity(ratio, diversity)}.`
          : `Changing ${changes[0]} alone: ${a.name} and ${b.name} cannot be told apart (ratio ${interval(ratio)})${diversity === null ? '' : undecided(b, diversity)}.`,
      });
    }
  }
  return said;
}

function isSettled({ low, high }: Estimate): boolean {
  return low > 1 || high < 1;
}

/** What the change in diversity makes of a settled ratio: lower on both counts is more shrunk, not better. */
function besideDiversity(ratio: Estimate, diversity: Estimate): string {
  if (!isSettled(diversity)) return ', and diversity that cannot be told apart';
  return `, and ${times(diversity)} its diversity${ratio.low > 1 === diversity.low > 1 ? ': the lower one is also the more shrunk' : ''}`;
}

function undecided(b: ScoredArm, diversity: Estimate): string {
  return isSettled(diversity) ? `, though ${b.name} has ${times(diversity)} the other's diversity` : '';
}

/**
 * What differs, in words of the file. `sampling.alphas.kind` and `sampling.alphas.count` are one change, that of
 * `sampling.alphas`: with another piece come other parameters.
 */
function changesBetween(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  const keys = [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
  const pieces = keys.filter((key) => key.endsWith('.kind')).map((key) => key.slice(0, -'.kind'.length));
  return [...new Set(keys.map((key) => pieces.find((piece) => key === piece || key.startsWith(`${piece}.`)) ?? key))];
}
