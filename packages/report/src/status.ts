import type { ComparisonRecord } from '@latent-paths/core';
import { formatList, plural } from './format.js';
import { ARM_STATUSES, type ArmStatus, type LoadedArm, type LoadedExperiment } from './load.js';

/** `5 of 7 arms finished; 1 failed (all-dense); 1 not started (rest).` */
export function statusSentence(arms: readonly LoadedArm[]): string {
  const finished = arms.filter((arm) => arm.status === 'finished').length;
  const others = ARM_STATUSES.filter((status) => status !== 'finished').flatMap((status) => {
    const names = arms.filter((arm) => arm.status === status).map((arm) => arm.name);
    return names.length === 0 ? [] : [`${names.length} ${STATUS_WORDS[status]} (${formatList(names)})`];
  });
  const first = finished === arms.length ? `All ${plural(arms.length, 'arm')} finished` : `${finished} of ${plural(arms.length, 'arm')} finished`;
  return `${[first, ...others].join('; ')}.`;
}

export const STATUS_WORDS = {
  finished: 'finished',
  running: 'still running',
  stopped: 'stopped before the end',
  failed: 'failed',
  missing: 'not started',
} as const satisfies Record<ArmStatus, string>;

/** Says that trials have finished since the comparison was made, or that it rests on trials the experiment no longer names; null where neither. */
export function staleness({ arms, comparison }: Pick<LoadedExperiment, 'arms' | 'comparison'>): string | null {
  if (comparison === null) return null;
  const trials = arms.flatMap((arm) => arm.trials);
  const newer = trials.filter(({ id, run }) => run?.status === 'finished' && !comparison.trials.includes(id)).length;
  const gone = comparison.trials.filter((id) => !trials.some((trial) => trial.id === id)).length;
  if (newer + gone === 0) return null;
  return `The comparison is older than the trials: ${formatList([...(newer > 0 ? [`${plural(newer, 'finished trial')} not in it`] : []), ...(gone > 0 ? [`${plural(gone, 'trial')} in it no longer part of the experiment`] : [])])}. Run the experiment again to compare anew.`;
}

/** What the intervals of a comparison are, and what they hold for. */
export function conditionSentence({ condition, seeds, pairs }: ComparisonRecord): string {
  const list = formatList(seeds.map(String));
  return condition === 'seeds'
    ? `95 % intervals: Student’s t over ${plural(seeds.length, 'seed')} (${list}), each scored on ${plural(pairs, 'test pair')}.`
    : `95 % intervals: bootstrap over ${plural(pairs, 'test pair')}, conditional on seed ${list}: another seed may give other numbers.`;
}

/** `failed at step 240: loss is NaN`; null where the arm has not failed. */
export function failureOf(arm: Pick<LoadedArm, 'status' | 'trials'>): string | null {
  const failure = arm.trials.flatMap(({ run }) => (run?.status === 'failed' ? run.failures : [])).at(-1);
  return arm.status !== 'failed' || failure === undefined ? null : `failed at step ${failure.step}: ${failure.message}`;
}

/** Why an arm has no part in a figure: `all-dense (failed)`. */
function absence(arm: LoadedArm): string {
  return `${arm.name} (${arm.status === 'finished' ? 'has no such numbers, or they cannot be read' : STATUS_WORDS[arm.status]})`;
}

/** Arms that have a part, and a sentence that names those that have not; null where none is absent. */
export function splitByPresence(
  { arms }: Pick<LoadedExperiment, 'arms'>,
  has: (arm: LoadedArm) => boolean,
): { present: readonly LoadedArm[]; absent: string | null } {
  const absent = arms.filter((arm) => !has(arm));
  return {
    present: arms.filter(has),
    absent: absent.length === 0 ? null : `Not shown: ${formatList(absent.map(absence))}.`,
  };
}
