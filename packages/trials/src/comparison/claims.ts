import {
  type ClaimRecord,
  type ClaimTest,
  type ExperimentRecord,
  holm,
  mean,
  studentisedRatio,
  tInterval,
  tTest,
} from '@latent-paths/core';
import { areOnLogs, pairedTrials, ratioOf, type Condition, type PairedTrial, type ScoredArm } from './compare-arms.js';
import { estimateOverPairs, resamplesFor } from './ratio-of-means.js';

/** The level that a p adjusted by Holm is compared with. */
const LEVEL = 0.05;

type Found = Omit<ClaimRecord, 'adjusted' | 'verdict'> & { readonly holds: boolean };

/**
 * The verdict on each claim that has a test, from the trials that have finished. Let R be the ratio of means
 * arm/against. The claim `better` says R < 1, and `non-inferior` with margin m says R < 1 + m (R > 1 and R > 1 − m,
 * where more is better). The hypothesis that R equals this bound is tested two-sided, so that the opposite of the claim
 * can be found, too. One side is then tested at 2.5 %, as ICH E9 has it for non-inferiority. A claim is `supported` or
 * `refuted` where p is at most 5 % after Holm's adjustment over all tests that the experiment states, also those whose
 * trials have not finished.
 */
export function judgeClaims(
  { claims }: Pick<ExperimentRecord, 'claims'>,
  arms: readonly ScoredArm[],
  condition: Condition,
): ClaimRecord[] {
  const found = claims.flatMap(({ id, test }) => (test === undefined ? [] : [testClaim(id, test, arms, condition)]));
  const adjusted = holm(found.map((one) => one?.p ?? 1));
  return found.flatMap((one, i): ClaimRecord[] => {
    if (one === null) return [];
    const { holds, ...rest } = one;
    return [
      {
        ...rest,
        adjusted: adjusted[i]!,
        verdict: adjusted[i]! > LEVEL ? 'unsettled' : holds ? 'supported' : 'refuted',
      },
    ];
  });
}

/** The ratio of means on the better side of which the claim holds. */
function boundOf(test: ClaimTest): number {
  if (test.kind === 'better') return 1;
  return test.metric.goal === 'minimise' ? 1 + test.margin : 1 - test.margin;
}

/** Null if the arms have no trials to compare, or do not define the metric. */
function testClaim(id: string, test: ClaimTest, arms: readonly ScoredArm[], condition: Condition): Found | null {
  const find = (name: string) => arms.find((candidate) => candidate.name === name);
  const [arm, against] = [find(test.arm), find(test.against)];
  if (arm === undefined || against === undefined) return null;
  const paired = pairedTrials(arm, against, test.metric.name);
  const [first] = paired;
  if (first === undefined) return null;
  const trained = arm.trained || against.trained;
  const bound = boundOf(test);
  const better = (excess: number) => (test.metric.goal === 'minimise' ? excess < 0 : excess > 0);
  if (condition.kind === 'seeds' && paired.length >= 2) {
    const less = (share: number) => paired.map((trial) => mean(lessOf(trial, share)));
    const seeds = paired.map(({ seed }) => seed);
    // on the scale of the ratio, so that the verdict and its interval agree
    const excess =
      bound > 0 && areOnLogs(paired, condition.levels ?? false)
        ? paired.map(({ a, b }) => Math.log(mean(a) / mean(b) / bound))
        : less(bound);
    return {
      id,
      over: 'seeds',
      units: paired.length,
      seeds,
      difference: tInterval(less(1)),
      ratio: ratioOf(paired, condition),
      p: tTest(excess),
      holds: better(mean(excess)),
    };
  }
  const resamples = resamplesFor(first.a, condition.resamples);
  const excess = studentisedRatio(lessOf(first, bound), new Float64Array(first.a.length).fill(1), resamples);
  return {
    id,
    over: 'pairs',
    units: first.a.length,
    seeds: trained ? [first.seed] : [],
    difference: estimateOverPairs({ values: lessOf(first, 1), scale: first.scale }, resamples),
    ratio: ratioOf(paired, condition),
    p: excess.p(0),
    holds: better(excess.value),
  };
}

/** a − share·b, pair by pair. */
function lessOf({ a, b }: PairedTrial, share: number): Float64Array {
  return a.map((value, pair) => value - share * b[pair]!);
}
