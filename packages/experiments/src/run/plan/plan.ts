import { median } from 'simple-statistics';
import type { ArtifactStore, Store } from '@latent-paths/data';
import type { ResolvedExperiment, Setting } from '@latent-paths/specification/experiment';
import { plannedExtent, poolInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import { messageOf, openData } from '@latent-paths/trials/stages';
import type { RunOptions } from './run-options.js';
import { chosenTrials } from './trials-to-run.js';
import type { OrderedTrial } from './order-trials.js';
import { artifactsOf, type StageKind } from './artifacts.js';
import { baselineChanges } from './baseline-changes.js';
import { estimator, type Estimate, type Estimator } from './estimate.js';
import { timeSteps, withTimings, type StepTimer, type StepTiming } from './time-steps.js';
import { readHistory, type Sized } from './history.js';
import { readTrialState, type TrialState } from './trial-state.js';
import { workloadOf } from './workload.js';

/** What trials use: made once, shared. */
interface PlannedStage {
  readonly kind: StageKind;
  readonly artifact: string;
  readonly status: 'made' | 'being made' | 'to make';
  /** Of what is left to do; null if nothing is left, or nothing is known. */
  readonly estimate: Estimate | null;
}

export interface PlannedTrial extends OrderedTrial {
  readonly state: TrialState;
  /** Whether the run has it to do. */
  readonly due: boolean;
  /** Training steps; null if it trains nothing. */
  readonly steps: number | 'at launch' | null;
  /** Of what is left to do; null if nothing is left, or nothing is known. */
  readonly estimate: Estimate | null;
}

/** What a run would do, how far it is, and what that will cost. */
export interface Plan {
  readonly experiment: ResolvedExperiment;
  readonly stages: readonly PlannedStage[];
  /** Why it cannot start, in words. */
  readonly obstacles: readonly string[];
  /** In the order in which they run. */
  readonly trials: readonly PlannedTrial[];
  /** Training steps that were run to tell how long they take. */
  readonly timings: readonly StepTiming[];
  /** What each arm that is asked for changes against the baseline. */
  readonly changes: ReadonlyMap<string, readonly Setting[]>;
  /**
   * Bytes: what is there of these trials and what they use, and what is expected to come; null if nothing is
   * known of some trial.
   */
  readonly disk: { readonly there: number; readonly toCome: number | null };
}

/**
 * Looks at all that a run would do and does none of it. `machine` is as of `machineName`; where `timer` is given, one
 * training step of each path through large latents of which nothing is known is run by it.
 */
export async function makePlan(
  experiment: ResolvedExperiment,
  store: Store,
  options: RunOptions,
  machine: string,
  timer: StepTimer | null = null,
): Promise<Plan> {
  const folder = store.experiment(experiment.name);
  const { timed, sized } = await readHistory(experiment, store);
  const looked: Omit<PlannedTrial, 'estimate'>[] = [];
  const shares: number[] = [];
  const sizes: { there: number; expected: number | null }[] = [];
  for (const chosen of chosenTrials(experiment, options)) {
    const { config, id } = chosen.trial;
    const state = await readTrialState(folder.trial(id));
    const due = options.fresh === true || state.status !== 'done';
    const steps = chosen.trained
      ? (plannedExtent(config)?.steps ?? ('of' in state ? state.of : undefined) ?? 'at launch')
      : null;
    const share = options.fresh !== true && 'step' in state && typeof steps === 'number' ? state.step / steps : 0;
    looked.push({ ...chosen, state, due, steps });
    shares.push(share);
    sizes.push({
      there: await folder.trial(id).size(),
      expected: state.status === 'done' ? 0 : expectedSize(config, chosen.trained, sized),
    });
  }
  const known = estimator(timed, machine);
  const { timings, obstacles } = await timeSteps(looked, { known, timer });
  const estimate = withTimings(known, timings);
  const trials = looked.map((one, i) => ({
    ...one,
    estimate: one.due ? costOf(one.trial.config, estimate, shares[i]!) : null,
  }));
  const inputCache = await planInputs(trials, store, estimate);
  const toCome = sizes.every(({ expected }) => expected !== null)
    ? sizes.reduce((sum, { there, expected }) => sum + Math.max(0, expected! - there), 0)
    : null;
  return {
    experiment,
    stages: inputCache.stages,
    obstacles: [...inputCache.obstacles, ...obstacles.filter((one) => !inputCache.obstacles.includes(one))],
    timings,
    trials,
    changes: new Map([...baselineChanges(experiment)].filter(([arm]) => trials.some(({ trial }) => trial.arm === arm))),
    disk: { there: sizes.reduce((sum, { there }) => sum + there, inputCache.bytes), toCome },
  };
}

/** Cost of a trial of which `share` of the training is done; null if part of it is not known. */
export function costOf(config: TrialConfig, estimate: Estimator, share: number): Estimate | null {
  const { training, scoring } = workloadOf(config);
  const parts = [
    ...(training === null ? [] : [estimate('training', { ...training, units: training.units * (1 - share) })]),
    estimate('scoring', scoring!),
  ];
  return addEstimates(parts);
}

/** The sum; null if one is not known. */
export function addEstimates(parts: readonly (Estimate | null)[]): Estimate | null {
  if (parts.some((part) => part === null)) return null;
  return {
    coreSeconds: parts.reduce((sum, part) => sum + part!.coreSeconds, 0),
    basis: (['rough', 'timed'] as const).find((one) => parts.some((part) => part!.basis === one)) ?? 'alike',
  };
}

/** Of trials that are scored alike with the same path, else of any of its sort. */
function expectedSize(config: TrialConfig, trained: boolean, sized: readonly Sized[]): number | null {
  const sort = sized.filter((one) => one.trained === trained);
  const alike = sort.filter(({ like }) => like === workloadOf(config).scoring!.like);
  const bytes = (alike.length > 0 ? alike : sort).map((one) => one.bytes);
  return bytes.length === 0 ? null : median(bytes);
}

/** What all trials use, each once, and what keeps those from starting that are due. */
async function planInputs(
  trials: readonly PlannedTrial[],
  store: Store,
  estimate: Estimator,
): Promise<Pick<Plan, 'stages' | 'obstacles'> & { readonly bytes: number }> {
  const stages = new Map<string, PlannedStage>();
  const obstacles = new Set<string>();
  const sources = new Set<string>();
  let bytes = 0;
  for (const { trial, due } of trials) {
    const { config } = trial;
    const load = workloadOf(config);
    for (const [kind, artifact] of artifactsOf(config, store)) {
      if (stages.has(artifact.name)) continue;
      const status = await statusOf(artifact);
      stages.set(artifact.name, {
        kind,
        artifact: artifact.name,
        status,
        estimate: status === 'to make' ? estimate(kind, load[kind]!) : null,
      });
      bytes += await artifact.size();
    }
    if (due && !sources.has(poolInputHash(config))) {
      sources.add(poolInputHash(config));
      try {
        await openData(config, store);
      } catch (error) {
        obstacles.add(messageOf(error));
      }
    }
  }
  return { stages: [...stages.values()], obstacles: [...obstacles], bytes };
}

async function statusOf(artifact: ArtifactStore): Promise<PlannedStage['status']> {
  if (await artifact.isFinished()) return 'made';
  return (await artifact.owner()) === null ? 'to make' : 'being made';
}
