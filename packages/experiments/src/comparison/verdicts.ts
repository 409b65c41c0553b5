import { collapseSigns, COMPARED_METRICS, type ComparedMetricName, type ComparisonRecord, type Estimate, type ExperimentRecord } from '@latent-paths/core';
import { estimateMetric, estimateRatio, type Condition, type ScoredArm } from './compare-arms.js';

type Verdict = ComparisonRecord['verdicts'][number];

/** The metric that verdicts are about: the straight line is farthest from the manifold at α = ½. */
const HEADLINE: ComparedMetricName = 'reprojection-half';

/** What the comparison shows, in sentences with numbers, most important first. Nothing here ranks a collapsed arm. */
export function verdicts(experiment: ExperimentRecord, arms: readonly ScoredArm[], condition: Condition): Verdict[] {
  const baseline = arms.find((arm) => arm.name === experiment.baseline);
  const said: Verdict[] = [];
  if (baseline === undefined || baseline.trials.length === 0) {
    return [{ arm: null, text: `The baseline ${experiment.baseline} has no finished trial: nothing can be compared yet.` }];
  }
  const trained = arms.filter((arm) => arm.trained && arm.trials.length > 0);
  const collapsed = trained.filter((arm) => isCollapsed(arm, condition));
  const sound = trained.filter((arm) => !collapsed.includes(arm));

  const ranked = sound
    .map((arm) => ({ arm, value: estimateMetric(arm, HEADLINE, condition)?.value ?? Infinity }))
    .sort((a, b) => a.value - b.value)
    .map(({ arm }) => arm);
  if (ranked[0] !== undefined) said.push(headline(ranked[0], baseline, condition));
  said.push(...collapsed.map((arm) => collapseVerdict(arm, condition)));
  for (const arm of arms.filter((candidate) => !candidate.trained && candidate !== baseline && candidate.trials.length > 0)) {
    const ratio = estimateRatio(arm, baseline, HEADLINE, condition);
    const error = estimateMetric(arm, 'endpoint-error', condition);
    if (ratio === null || error === null) continue;
    said.push({
      arm: arm.name,
      text: `${arm.name}, which trains nothing, has ${times(ratio)} the baseline's ${COMPARED_METRICS[HEADLINE].label}; its endpoint error is ${number(error.value)}.`,
    });
  }
  said.push(...contrasts(experiment, ranked, condition));
  return said;
}

function headline(best: ScoredArm, baseline: ScoredArm, condition: Condition): Verdict {
  const value = estimateMetric(best, HEADLINE, condition);
  const ratio = best === baseline ? null : estimateRatio(best, baseline, HEADLINE, condition);
  const facts = [
    value && interval(value),
    ratio && `${times(ratio)} that of ${baseline.name}`,
    ...(['endpoint-error', 'diversity', 'alpha-sensitivity'] as const).map((metric) => {
      const estimate = estimateMetric(best, metric, condition);
      return estimate && `${COMPARED_METRICS[metric].label} ${number(estimate.value)}`;
    }),
  ];
  return {
    arm: best.name,
    text: `${best.name} has the lowest ${COMPARED_METRICS[HEADLINE].label} of the trained arms that did not collapse: ${facts.filter((fact) => fact !== null).join(', ')}.`,
  };
}

/** Pairs of trained arms between which exactly one setting differs. */
function contrasts(experiment: ExperimentRecord, arms: readonly ScoredArm[], condition: Condition): Verdict[] {
  const settings = new Map(experiment.arms.map((arm) => [arm.name, new Map(arm.settings.map(({ key, value }) => [key, JSON.stringify(value)]))]));
  const said: Verdict[] = [];
  for (const [i, a] of arms.entries()) {
    for (const b of arms.slice(i + 1)) {
      const groups = differingGroups(settings.get(a.name)!, settings.get(b.name)!);
      const ratio = estimateRatio(b, a, HEADLINE, condition);
      if (groups.length !== 1 || ratio === null) continue;
      const settled = ratio.low > 1 || ratio.high < 1;
      said.push({
        arm: a.name,
        text: settled
          ? `Changing ${groups[0]} alone: ${b.name} has ${times(ratio)} the ${COMPARED_METRICS[HEADLINE].label} of ${a.name}.`
          : `Changing ${groups[0]} alone: ${a.name} and ${b.name} cannot be told apart (ratio ${interval(ratio)}).`,
      });
    }
  }
  return said;
}

/**
 * What differs, in words of the file. `sampling.alphas.kind` and `sampling.alphas.count` are one change, that of
 * `sampling.alphas`: with another piece come other parameters.
 */
function differingGroups(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  const keys = [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
  const pieces = keys.filter((key) => key.endsWith('.kind')).map((key) => key.slice(0, -'.kind'.length));
  const groupOf = (key: string) => pieces.find((piece) => key === piece || key.startsWith(`${piece}.`)) ?? key.split('.').slice(0, 2).join('.');
  return [...new Set(keys.map(groupOf))];
}

function isCollapsed(arm: ScoredArm, condition: Condition): boolean {
  return collapseSigns((metric) => estimateMetric(arm, metric, condition)?.value ?? null).length > 0;
}

function collapseVerdict(arm: ScoredArm, condition: Condition): Verdict {
  const value = (metric: ComparedMetricName) => number(estimateMetric(arm, metric, condition)?.value ?? NaN);
  return {
    arm: arm.name,
    text:
      `${arm.name} collapsed (diversity ${value('diversity')}, α-sensitivity ${value('alpha-sensitivity')}): ` +
      `its reprojection of ${value('reprojection')} is low because its outputs hardly depend on their inputs, not because its paths are good.`,
  };
}

function number(value: number): string {
  return value === 0 ? '0' : value.toPrecision(3);
}

function interval({ value, low, high }: Estimate): string {
  return `${number(value)} (95 % interval ${number(low)} to ${number(high)})`;
}

function times(ratio: Estimate): string {
  return `${number(ratio.value)} times (95 % interval ${number(ratio.low)} to ${number(ratio.high)})`;
}
