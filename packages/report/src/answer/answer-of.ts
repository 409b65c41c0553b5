import { COMPARED_METRICS } from '@latent-paths/core';
import { caveatOf } from '../collapse-status.js';
import { formatSome } from '../format.js';
import { groupArms, rankingMetricOf } from '../groups.js';
import type { LoadedExperiment } from '../load.js';
import { claimSentence, type JudgedClaim } from './claim-sentence.js';
import { limitSentence, standsAtLargest, type StandsAt } from './limit-sentence.js';
import { twoDigits } from './two-digits.js';

/** What a page says first of its question. */
export interface Answer {
  /** Whole sentences, the first of which answers the title; null if nothing is compared yet. */
  readonly text: string | null;
  /** Which claim is missing, and how to state it; null if the claims answer. */
  readonly missing: string | null;
}

/** Verdicts on claims in the first sentences: more stand in the table of claims. */
const MOST_CLAIMS = 3;
/** Claims that are named as missing. */
const MOST_MISSING = 4;

/**
 * The answer to the question in the title: from the claims that say what their verdicts mean for it, else from the
 * first claims that have a test, else from the curves over the budget or from the ranking, and then without a claim.
 */
export function answerOf(experiment: LoadedExperiment): Answer {
  const { record, comparison, arms } = experiment;
  const results = new Map((comparison?.claims ?? []).map((result) => [result.id, result]));
  const stated = record.claims.some(({ answer }) => answer !== undefined)
    ? record.claims.filter(({ answer }) => answer !== undefined)
    : record.claims;
  const judged = stated.flatMap(({ id, text, test, answer }): JudgedClaim[] => {
    const result = results.get(id);
    return test === undefined || result === undefined ? [] : [{ text, test, result, ...(answer && { answer }) }];
  });
  const open = stated.filter(({ id }) => !results.has(id));
  if (judged.length > 0) {
    const [first, ...others] = judged.slice(0, MOST_CLAIMS).map((claim) => claimSentence(claim, arms));
    const isTrained = arms.some(({ name, trained }) => trained && isNamed(name, judged[0]!));
    const lead = `${isTrained ? 'At this budget, ' : 'Here, '}${first}`;
    return { text: [lead, ...others].map(sentence).join(' '), missing: missingOf(open) };
  }
  const found = comparison === null ? null : withoutClaims(experiment);
  const why = stated.length === 0 ? exampleOf(experiment) : missingOf(open);
  return { text: found === null ? null : sentence(found), missing: why };
}

function isNamed(name: string, { test: { arm, against } }: JudgedClaim): boolean {
  return name === arm || name === against;
}

/** With a capital at its start, and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

/** Claims that nothing was found of, and why. */
function missingOf(open: LoadedExperiment['record']['claims']): string | null {
  if (open.length === 0) return null;
  const named = open.map(({ id, text, test }) => {
    const why = test === undefined ? 'it states no test' : 'its arms have not finished, or do not define its metric';
    return `${id}, “${text}” (${why})`;
  });
  const be = open.length === 1 ? 'A claim is' : 'Claims are';
  return `${be} missing from this answer: ${formatSome(named, MOST_MISSING)}.`;
}

/** Of each curve that collapsed at this budget, with which seeds: a mean over seeds hides it. */
function collapsedOf({ arms }: LoadedExperiment, { arms: stands }: StandsAt): string[] {
  return stands.flatMap(({ curve, arm: name }) => {
    const arm = arms.find((one) => one.name === name);
    return arm?.collapseStatus === 'collapsed' ? [`${curve} ${caveatOf(arm)}`] : [];
  });
}

/** What was found where no claim has been judged: by the curves over the budget, or of the best trained arm. */
function withoutClaims(experiment: LoadedExperiment): string | null {
  const { record, comparison } = experiment;
  if (comparison?.limit !== undefined && comparison.limit.standings === undefined) {
    return (
      `its comparison was made before arms were ranked within seeds; npx nx run experiments:${record.name} makes it ` +
      'anew from what has finished'
    );
  }
  const stands = comparison?.limit === undefined ? null : standsAtLargest(comparison.limit);
  if (stands !== null) return [limitSentence(record, stands), ...collapsedOf(experiment, stands)].join('; ');
  const best = bestOf(experiment);
  if (best === null) return null;
  const { name, goal } = rankingMetricOf(experiment);
  const { label } = COMPARED_METRICS[name];
  const ratio = comparison!.arms.find(({ arm }) => arm === best)?.ratios[name]; // compared, for there is a best
  const extreme = goal === 'minimise' ? 'lowest' : 'highest';
  const times = ratio == null ? '' : `, ${twoDigits(ratio.value)} times that of ${record.baseline}`;
  return `at this budget, ${best} has the ${extreme} ${label} of the trained arms that keep their diversity${times}`;
}

/** The best trained arm of those that keep their diversity; null if there is none. */
function bestOf(experiment: LoadedExperiment): string | null {
  const sound = groupArms(experiment).find(({ id }) => id === 'sound');
  return sound?.arms.find(({ arm, row }) => arm.trained && row !== undefined)?.arm.name ?? null;
}

/** That no claim is stated, and two arms that one could be about. */
function exampleOf(experiment: LoadedExperiment): string {
  const { file, arms } = experiment.record;
  const [arm, against] = exampleArms(experiment);
  const be = arm === undefined || arms.length < 2 ? '' : `, such as that ${arm} is better than ${against}`;
  return (
    `A claim is missing: none in ${file} says what would answer the question${be}. So this is what was found, and no ` +
    'verdict on what was expected. State one under claims, with test and answer.'
  );
}

/** The best, and what it stands beside: the next at the largest budget, or the baseline. */
function exampleArms(experiment: LoadedExperiment): readonly string[] {
  const { comparison, record } = experiment;
  const stands = comparison?.limit === undefined ? null : standsAtLargest(comparison.limit);
  if (stands !== null && stands.arms.length > 1) return stands.arms.map(({ arm }) => arm);
  const arm = bestOf(experiment) ?? record.arms.find(({ name }) => name !== record.baseline)?.name;
  return arm === undefined ? [] : [arm, record.baseline];
}
