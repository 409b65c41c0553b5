import { drawnAnew, type ComparisonRecord, type ExperimentRecord, type RunRecord, plural } from '@latent-paths/core';
import { commandOf } from './command.js';
import { formatList, formatSome } from './format.js';
import { html, type Html } from './html.js';
import { ARM_STATUSES, type ArmStatus, type LoadedArm, type LoadedExperiment, type LoadedTrial } from './load.js';

export const STATUS_WORDS = {
  finished: 'finished',
  running: 'still running',
  stopped: 'stopped before the end',
  killed: 'killed before the end',
  failed: 'failed',
  missing: 'not started',
} as const satisfies Record<ArmStatus, string>;

/** Names of one status past this many are counted. */
const MOST_NAMED = 8;

/** `5 of 7 arms finished; 1 failed (all-dense, with 1 of 3 seeds finished); 1 not started (rest).` */
export function statusSentence(arms: readonly LoadedArm[]): string {
  const finished = arms.filter((arm) => arm.status === 'finished').length;
  const others = ARM_STATUSES.filter((status) => status !== 'finished').flatMap((status) => {
    const names = arms.filter((arm) => arm.status === status).map((arm) => `${arm.name}${partly(arm)}`);
    if (names.length === 0) return [];
    return [
      names.length === arms.length
        ? `all ${STATUS_WORDS[status]}`
        : `${names.length} ${STATUS_WORDS[status]} (${formatSome(names, MOST_NAMED)})`,
    ];
  });
  const first =
    finished === arms.length
      ? `All ${plural(arms.length, 'arm')} finished`
      : `${finished} of ${plural(arms.length, 'arm')} finished`;
  return `${[first, ...others].join('; ')}.`;
}

function partly(arm: LoadedArm): string {
  const share = finishedShare(arm);
  return share === null ? '' : `, with ${share} finished`;
}

/** `2 of 3 seeds`, where some of an arm's trials have finished and others have not; else null. */
export function finishedShare({ trials }: Pick<LoadedArm, 'trials'>): string | null {
  const finished = trials.filter(({ status }) => status === 'finished').length;
  return finished === 0 || finished === trials.length ? null : `${finished} of ${trials.length} seeds`;
}

/** Which of the recorded seeds have finished trials that the page shows, where more than one is recorded; null else. */
export function seedsSentence({ seeds }: Pick<ExperimentRecord, 'seeds'>, arms: readonly LoadedArm[]): string | null {
  const trials = arms.filter(({ trained }) => trained).flatMap((arm) => arm.trials);
  if (seeds.length < 2 || trials.length === 0) return null;
  const finished = new Set(trials.flatMap(({ status, run }) => (status === 'finished' ? [run?.seed] : [])));
  const [shown, all] = [seeds.filter((seed) => finished.has(seed)), seeds].map((some) => formatList(some.map(String)));
  if (shown === '') return `None of the seeds ${all} has finished a trial yet.`;
  return shown === all ? `Seeds shown: ${all}.` : `Seeds shown: ${shown}, of ${all}, which are recorded.`;
}

/** What to run so that everything is finished and compared; null if all is. */
export function remedy({
  record,
  arms,
  comparison,
}: Pick<LoadedExperiment, 'record' | 'arms' | 'comparison'>): Html | null {
  const trials = arms.flatMap((arm) => arm.trials);
  const has = (...statuses: readonly ArmStatus[]): boolean => trials.some(({ status }) => statuses.includes(status));
  const command = html`<code>${commandOf(record)}</code>`;
  if (has('running'))
    return html`Trials were still running when this page was made; it is made again when they end, or by
      <code>npx latent-paths report ${record.name}</code>.`;
  const deeds = [
    ...(has('failed') ? ['retries failed trials from their last checkpoint'] : []),
    ...(has('stopped', 'killed') ? ['resumes stopped and killed ones'] : []),
    ...(has('missing') ? ['starts the rest'] : []),
  ];
  if (deeds.length === 0)
    return comparison !== null
      ? null
      : html`Everything has finished, but nothing is compared yet: run ${command}; it repeats no finished trial.`;
  const ofSettings = html`If the settings cause a failure, change them in <code>${record.file}</code>: that makes a new
    trial.`;
  return html`To continue, run ${command}: it repeats nothing that has finished; it ${formatList(deeds)}.
  ${has('failed') ? ofSettings : null}`;
}

/**
 * Says that trials have finished since the comparison was made, or that it rests on trials the experiment no longer
 * names; null if neither.
 */
export function staleness({ arms, comparison }: Pick<LoadedExperiment, 'arms' | 'comparison'>): string | null {
  if (comparison === null) return null;
  const trials = arms.flatMap((arm) => arm.trials);
  const newer = trials.filter(({ id, status }) => status === 'finished' && !comparison.trials.includes(id)).length;
  const gone = comparison.trials.filter((id) => !trials.some((trial) => trial.id === id)).length;
  if (newer + gone === 0) return null;
  const reasons = [
    ...(newer > 0 ? [`${plural(newer, 'finished trial')} not in it`] : []),
    ...(gone > 0 ? [`${plural(gone, 'trial')} in it no longer part of the experiment`] : []),
  ];
  return `The comparison is older than the trials: ${formatList(reasons)}. Run the experiment again to compare them.`;
}

/**
 * `VAE, pool and test pairs, beside initial weights and sampling`: what is drawn anew with each seed, and intervals
 * over seeds generalise to.
 */
export function drawnBySeeds(vary: readonly string[] = []): string {
  const drawn = drawnAnew(vary);
  return drawn === '' ? 'only initial weights and sampling' : `${drawn}, beside initial weights and sampling`;
}

/** What the intervals of a comparison are, and what they hold for. */
export function conditionSentence(
  { condition, seeds, pairs, truth, vary }: ComparisonRecord,
  planned: readonly number[],
): string {
  const list = formatList(seeds.map(String));
  const [scored, drawn] =
    truth === undefined
      ? ['', '']
      : [
          `, against ground truth on the first ${truth.pairs} × ${truth.alphas} α`,
          `, of ground truth over the first ${truth.pairs} (× ${truth.alphas} α)`,
        ];
  if (condition === 'seeds') {
    const formulas = vary === undefined ? ' Of arms that train nothing, a bootstrap over the pairs.' : '';
    return (
      `95 % intervals: Student’s t over ${plural(seeds.length, 'seed')} (${list}), each scored on ` +
      `${plural(pairs, 'test pair')}${scored}. Each seed draws ${drawnBySeeds(vary)}.${formulas}`
    );
  }
  const wait =
    planned.length > 1
      ? ` Intervals come from the seeds (${formatList(planned.map(String))}) once every trained arm has finished two.`
      : '';
  return (
    `95 % intervals: bootstrap over ${plural(pairs, 'test pair')}${drawn}, conditional on seed ${list}: another ` +
    `seed, which draws ${drawnBySeeds(vary)}, may give other numbers.${wait}`
  );
}

/** `failed at step 240: loss is NaN`, also where the message names the step itself. */
export function failureText({ step, message }: RunRecord['failures'][number]): string {
  return message.startsWith(`step ${step}:`) ? `failed at ${message}` : `failed at step ${step}: ${message}`;
}

/** Why a trial failed; null if it has not. */
export function failureOf({ status, run }: LoadedTrial): string | null {
  const failure = status === 'failed' ? run?.failures.at(-1) : undefined;
  return failure === undefined ? null : failureText(failure);
}

/** Why an arm is not compared. */
export function absenceOf({ status, trials }: Pick<LoadedArm, 'status' | 'trials'>): string {
  return (
    trials.flatMap((trial) => failureOf(trial) ?? []).at(-1) ??
    (status === 'finished' ? 'finished, but not in the comparison' : STATUS_WORDS[status])
  );
}

/** Why an arm has no part in a figure: `all-dense (failed)`. */
function absence(arm: LoadedArm): string {
  return (
    `${arm.name} ` +
    `(${arm.status === 'finished' ? 'has no such numbers, or they cannot be read' : STATUS_WORDS[arm.status]})`
  );
}

/** Arms that have a part, and a sentence that names those that have not; null if none is absent. */
export function splitByPresence(
  { arms }: Pick<LoadedExperiment, 'arms'>,
  has: (arm: LoadedArm) => boolean,
): { present: readonly LoadedArm[]; absent: string | null } {
  const absent = arms.filter((arm) => !has(arm));
  return {
    present: arms.filter(has),
    absent: absent.length === 0 ? null : `Not shown: ${formatSome(absent.map(absence), MOST_NAMED)}.`,
  };
}
