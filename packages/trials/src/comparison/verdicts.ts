import {
  COMPARED_METRICS,
  DEFAULT_RANKING_METRIC,
  DIVERSITY_KEPT_FROM,
  type ComparedMetricName,
  type ComparisonRecord,
  type ExperimentRecord,
  type RankingMetric,
  type CollapseStatus,
} from '@latent-paths/core';
import { armStatus, collapsedPart, collapsedSeeds } from './arm-collapse.js';
import { estimateMetric, estimateRatio, meanOf, type Condition, type ScoredArm } from './compare-arms.js';
import { contrasts } from './contrasts.js';
import { interval, list, number, times } from './words.js';

type Verdict = ComparisonRecord['verdicts'][number];

/** What the sentences are made from. */
interface Scores {
  readonly ranking: RankingMetric;
  readonly baseline: ScoredArm;
  readonly condition: Condition;
  readonly value: (arm: ScoredArm, metric: ComparedMetricName) => number | null;
  /** Arms of one collapse status, the best by the experiment's metric first. */
  readonly of: (status: CollapseStatus) => readonly ScoredArm[];
}

/**
 * What the comparison shows, in sentences with numbers, the most important first. An arm that lost diversity is named
 * as the best only where no arm kept it, and the sentence says so. A collapsed arm is never ranked.
 */
export function verdicts(experiment: ExperimentRecord, arms: readonly ScoredArm[], condition: Condition): Verdict[] {
  const finished = arms.filter(({ trials }) => trials.length > 0);
  const baseline = finished.find(({ name }) => name === experiment.baseline);
  if (baseline === undefined) {
    return [
      { arm: null, text: `The baseline ${experiment.baseline} has no finished trial: nothing can be compared yet.` },
    ];
  }
  const value: Scores['value'] = (arm, metric) => meanOf(arm, metric, condition);
  const ranking = experiment.metric ?? DEFAULT_RANKING_METRIC;
  const rank = (arm: ScoredArm) => {
    const at = value(arm, ranking.name);
    return at === null ? Infinity : ranking.goal === 'minimise' ? at : -at;
  };
  const inOrder = [...finished].sort((a, b) => rank(a) - rank(b));
  const of = (status: CollapseStatus) => inOrder.filter((arm) => armStatus(arm, condition) === status);
  const scores: Scores = { ranking, baseline, condition, value, of };
  return [
    ...headline(scores),
    ...shrinkage(scores),
    ...collapse(scores),
    ...finished.filter((arm) => !arm.trained && arm !== baseline).flatMap((arm) => formula(arm, scores)),
    ...contrasts({
      experiment,
      arms: [...of('sound'), ...of('shrunk')].filter(({ trained }) => trained),
      ranking,
      condition,
    }),
  ];
}

/**
 * The best trained arm of those that keep their diversity. Where there is none, the best of the others, with the
 * diversity that it lost.
 */
function headline({ ranking, baseline, condition, value, of }: Scores): Verdict[] {
  const [kept, lost] = [of('sound').find(({ trained }) => trained), of('shrunk').find(({ trained }) => trained)];
  const best = kept ?? lost;
  if (best === undefined) return [];
  const estimate = estimateMetric(best, ranking.name, condition);
  const ratio = best === baseline ? null : estimateRatio(best, baseline, ranking.name, condition);
  const error = value(best, 'endpoint-error');
  const facts = [
    estimate && interval(estimate),
    ratio && `${times(ratio)} that of ${baseline.name}`,
    error === null || error === 0 || ranking.name === 'endpoint-error' ? null : `with endpoint error ${number(error)}`,
  ].filter((fact) => fact !== null);
  const diversity = value(best, 'diversity');
  const superlative = ranking.goal === 'minimise' ? 'lowest' : 'highest';
  const first = `${best.name} has the ${superlative} ${COMPARED_METRICS[ranking.name].label}`;
  const share = diversity === null ? '' : ` ${number(diversity)} of the straight line's diversity`;
  return [
    {
      arm: best.name,
      text:
        kept === undefined
          ? `No trained arm keeps its diversity: ${first}, ${facts.join(', ')}, but only by shrinking towards ` +
            `the mean, with${share}.`
          : `${first} of the trained arms that keep their diversity: ` +
            `${facts.join(', ')}${share === '' ? '' : `, at${share}`}.`,
    },
  ];
}

function shrinkage({ value, of }: Scores): Verdict[] {
  const arms = [...of('shrunk')].sort((a, b) => value(a, 'diversity')! - value(b, 'diversity')!);
  if (arms.length === 0) return [];
  const named = arms.map((arm) => `${arm.name} (${number(value(arm, 'diversity')!)})`);
  return [
    {
      arm: arms.length === 1 ? arms[0]!.name : null,
      text:
        `Shrunk towards the mean, with less than ${DIVERSITY_KEPT_FROM} of the straight line's diversity: ` +
        `${list(named)}. ` +
        'A low reprojection with a lost diversity is not a better path.',
    },
  ];
}

/** What a sentence says of a collapsed arm. */
const COLLAPSE_SHOWN: readonly ComparedMetricName[] = ['reprojection', 'diversity', 'alpha-sensitivity'];

function collapse({ value, of }: Scores): Verdict[] {
  const arms = of('collapsed');
  if (arms.length === 0) return [];
  const told = (arm: ScoredArm, metric: ComparedMetricName): string => {
    const found = value(arm, metric);
    return `${COMPARED_METRICS[metric].label} ${found === null ? 'not measured' : number(found)}`;
  };
  const named = arms.map((arm) => {
    const seeds = collapsedSeeds(arm);
    const signs = COLLAPSE_SHOWN.map((metric) => told(collapsedPart(arm), metric));
    return `${arm.name}${seeds === null ? '' : ` with ${seeds}`} (${signs.join(', ')})`;
  });
  const isMixed = arms.some((arm) => collapsedSeeds(arm) !== null);
  return [
    {
      arm: arms.length === 1 ? arms[0]!.name : null,
      text:
        `Collapsed: ${list(named)}. Where a collapsed arm has a low reprojection, it is because its outputs hardly ` +
        'depend on α or on the pair, not because its paths are good.' +
        (isMixed ? ' Where it collapsed with some seeds alone, its means over seeds mix the two.' : ''),
    },
  ];
}

function formula(arm: ScoredArm, { ranking, baseline, condition, value }: Scores): Verdict[] {
  const ratio = estimateRatio(arm, baseline, ranking.name, condition);
  const error = value(arm, 'endpoint-error');
  if (ratio === null || error === null) return [];
  const diversity = value(arm, 'diversity');
  return [
    {
      arm: arm.name,
      text:
        `${arm.name}, which trains nothing, has ${times(ratio)} the baseline's ` +
        `${COMPARED_METRICS[ranking.name].label}; its endpoint error is ` +
        `${number(error)}${diversity === null ? '' : `, its diversity ${number(diversity)}`}.`,
    },
  ];
}
