import { rootKey } from '@latent-paths/core';
import { alphasOf, pairsOf, pairStages } from '@latent-paths/data';
import { activeLosses } from '../trial/budget.js';
import type { ArmAtPoint } from './unresolved-arm.js';
import { isTrained } from '../trial/identity.js';
import type { TrialConfig } from '../trial/trial-shape.js';
import { buildCurriculum } from '../curricula/registry.js';
import type { Problem } from '../yaml/problem.js';

/**
 * Fewest pairs of a batch that a statistic over them is taken of unasked. The mean square deviation over n pairs falls
 * short of the variance by a share of 1/n, 12.5 % over 8 pairs and 1 % over 96, and the square of a difference of two
 * deviations grows with their noise, about as 1/n.
 */
const FEWEST_PAIRS = 96;

/**
 * Arms with a term whose value depends on the number of pairs in a batch, and with few of them at some step, unless
 * they say that it is meant.
 */
export function checkFewPairs(arms: readonly ArmAtPoint[]): Problem[] {
  return arms.flatMap(({ name, place, config }) => {
    const terms =
      config.fewPairs === 'accept' || !isTrained(config)
        ? []
        : activeLosses(config).filter(({ loss }) => loss.of === 'pairs');
    const few = terms.length === 0 ? null : fewestPairs(config);
    if (few === null || few.pairs >= FEWEST_PAIRS) return [];
    const of = terms.map((term) => `loss.${term.name}`).join(' and ');
    const message =
      `expected at least ${FEWEST_PAIRS} independent pairs a batch for ${of}, whose value depends on their number, ` +
      `got ${few.pairs} ` +
      `(${few.why}); ${few.remedy}, leave the term out, or write fewPairs: accept where it is meant`;
    return [{ place, path: ['arms', name], message }];
  });
}

interface Few {
  readonly pairs: number;
  readonly why: string;
  readonly remedy: string;
}

/**
 * Distinct pairs in the batch that has the fewest, at any level of the curriculum: batch / α per pair, or all that
 * there are to visit.
 */
function fewestPairs({ sampling, curriculum, batch, pool }: TrialConfig): Few {
  const alphas = alphasOf(sampling.alphas)({ key: rootKey(0) });
  const stages = pairStages(pairsOf(sampling.pairs), { poolSize: pool.train, key: rootKey(0) });
  const levels = buildCurriculum(curriculum).levels.map(({ alphasPerPair = alphas.perPair, poolShare = 1 }): Few => {
    const { total } = stages.sampler(stages.next(stages.first, poolShare, 0));
    const visited = batch / alphasPerPair;
    if (total < visited) return { pairs: total, why: `of ${total} pairs in all`, remedy: 'sample more pairs' };
    const why = `batch ${batch}, ${alphasPerPair} α a pair`;
    return { pairs: visited, why, remedy: `raise batch to ${FEWEST_PAIRS * alphasPerPair}, take fewer α a pair` };
  });
  return levels.reduce((least, level) => (level.pairs < least.pairs ? level : least));
}
