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

/** What the intervals of a comparison are, and what they hold for. */
export function conditionSentence({ condition, seeds, pairs }: ComparisonRecord): string {
  const list = formatList(seeds.map(String));
  return condition === 'seeds'
    ? `95 % intervals: Student’s t over ${plural(seeds.length, 'seed')} (${list}), each scored on ${plural(pairs, 'test pair')}.`
    : `95 % intervals: bootstrap over ${plural(pairs, 'test pair')}, conditional on seed ${list}: another seed may give other numbers.`;
}

/** Why an arm has no part in a figure: `all-dense (failed: loss is NaN)`. */
export function absence(arm: LoadedArm): string {
  const failure = arm.trials.flatMap((trial) => trial.run?.failures ?? []).at(-1);
  if (arm.status === 'failed' && failure !== undefined) return `${arm.name} (failed at step ${failure.step}: ${failure.message})`;
  return `${arm.name} (${arm.status === 'finished' ? 'this part was not written or cannot be read' : STATUS_WORDS[arm.status]})`;
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
