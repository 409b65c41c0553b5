import {
  COMPARED_METRICS,
  type ComparisonRecord,
  type Estimate,
  type ExperimentRecord,
  type RankingMetric,
} from '@latent-paths/core';
import { estimateRatio, type Condition, type ScoredArm } from './compare-arms.js';
import { brief, timesBriefly } from './words.js';

type Verdict = ComparisonRecord['verdicts'][number];

export interface ContrastOptions {
  readonly experiment: ExperimentRecord;
  /** In the order of the sentences. */
  readonly arms: readonly ScoredArm[];
  readonly ranking: RankingMetric;
  readonly condition: Condition;
}

interface Contrast {
  readonly change: string;
  readonly a: ScoredArm;
  readonly b: ScoredArm;
  /** Ratio of b to a. */
  readonly ratio: Estimate;
  readonly diversity: Estimate | null;
}

/**
 * Pairs of arms between which exactly one setting differs, each with its ratios of metric and of diversity. Pairs in
 * which one arm is better and not more shrunk come first.
 */
export function contrasts({ experiment, arms, ranking, condition }: ContrastOptions): Verdict[] {
  const settings = new Map(
    experiment.arms.map((arm) => [
      arm.name,
      new Map(arm.settings.map(({ key, value }) => [key, JSON.stringify(value)])),
    ]),
  );
  const found = arms.flatMap((a, i) =>
    arms.slice(i + 1).flatMap((b): Contrast[] => {
      const [change, ...more] = changesBetween(settings.get(a.name)!, settings.get(b.name)!);
      if (change === undefined || more.length > 0 || change.startsWith('budget.')) return [];
      const ratio = estimateRatio(b, a, ranking.name, condition);
      return ratio === null
        ? []
        : [
            {
              change,
              a,
              b,
              ratio,
              diversity: ranking.name === 'diversity' ? null : estimateRatio(b, a, 'diversity', condition),
            },
          ];
    }),
  );
  const gains = found.filter((contrast) => isGain(contrast, ranking));
  return [...gains, ...found.filter((contrast) => !gains.includes(contrast))].map((contrast) => ({
    arm: contrast.a.name,
    text: tell(contrast, ranking),
  }));
}

function isSettled({ low, high }: Estimate): boolean {
  return low > 1 || high < 1;
}

/** The better arm of a settled contrast. */
function betterOf({ a, b, ratio }: Contrast, { goal }: RankingMetric): ScoredArm {
  return ratio.low > 1 === (goal === 'minimise') ? a : b;
}

/** Whether one arm is better and has no less diversity. */
function isGain(contrast: Contrast, ranking: RankingMetric): boolean {
  const { b, ratio, diversity } = contrast;
  if (!isSettled(ratio)) return false;
  return diversity === null || !isSettled(diversity) || (betterOf(contrast, ranking) === b) === diversity.low > 1;
}

function tell(contrast: Contrast, ranking: RankingMetric): string {
  const { change, a, b, ratio, diversity } = contrast;
  const first = `Changing only ${change}: `;
  if (!isSettled(ratio)) {
    const but =
      diversity !== null && isSettled(diversity)
        ? `, though ${b.name} has ${timesBriefly(diversity)} the other's diversity`
        : '';
    return `${first}no difference was found between ${a.name} and ${b.name} (ratio ${brief(ratio)})${but}.`;
  }
  const { label } = COMPARED_METRICS[ranking.name];
  const compared = `${first}${b.name} has ${timesBriefly(ratio)} the ${label} of ${a.name}`;
  if (diversity === null) return `${compared}.`;
  if (!isSettled(diversity)) return `${compared}; no difference in diversity was found.`;
  const is = `${betterOf(contrast, ranking).name} is ${ranking.goal === 'minimise' ? 'lower' : 'higher'}`;
  return (
    `${compared}, and ${timesBriefly(diversity)} its diversity: ${is} ` +
    `${isGain(contrast, ranking) ? 'and less shrunk' : 'but also more shrunk'}.`
  );
}

/**
 * The setting that differs, as the file writes it. `sampling.alphas.kind` and `sampling.alphas.count` count as one
 * change, that of `sampling.alphas`, because another piece has other parameters.
 */
function changesBetween(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  const keys = [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
  const pieces = keys.filter((key) => key.endsWith('.kind')).map((key) => key.slice(0, -'.kind'.length));
  return [...new Set(keys.map((key) => pieces.find((piece) => key === piece || key.startsWith(`${piece}.`)) ?? key))];
}
