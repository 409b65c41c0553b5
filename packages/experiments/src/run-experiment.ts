import type { ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { poolInputHash } from './identity.js';
import type { ResolvedArm, ResolvedExperiment, ResolvedTrial } from './resolve.js';
import { armSettings } from './settings.js';
import { compare } from './stages/compare.js';
import { Stopped, type StageContext } from './stages/context.js';
import { extractPool } from './stages/extract-pool.js';
import type { Foundation } from './stages/foundation.js';
import { endsTheRun, runTrial, type RunTrialOptions } from './stages/run-trial.js';
import { openSource, trainVae } from './stages/train-vae.js';

/** How a run of an experiment ended. */
export interface Outcome {
  readonly finished: number;
  readonly failed: readonly { readonly trial: string; readonly message: string }[];
}

/** Trials of an experiment that have not finished. */
export async function unfinished(experiment: ResolvedExperiment, store: ExperimentStore): Promise<ResolvedTrial[]> {
  const left: ResolvedTrial[] = [];
  for (const trial of experiment.arms.flatMap(({ trials }) => trials)) {
    if ((await store.trial(trial.id).readRun())?.status !== 'finished') left.push(trial);
  }
  return left;
}

/** What the report reads first. */
export function recordOf(experiment: ResolvedExperiment): ExperimentRecord {
  const settings = armSettings(experiment);
  const { name, file, question, baseline, metric, claims, changes } = experiment;
  return {
    version: 1,
    name,
    file,
    question,
    baseline,
    metric,
    changes: [...changes],
    seeds: [...experiment.seeds],
    claims: claims.map((claim) => ({ ...claim })),
    arms: experiment.arms.map((arm) => ({
      name: arm.name,
      trained: arm.trained,
      settings: settings.get(arm.name) ?? [],
      trials: arm.trials.map(({ id }) => id),
    })),
  };
}

/** Writes what the experiment is, as the report reads it first, and compares all trials that have finished. */
export async function conclude(experiment: ResolvedExperiment, store: ExperimentStore): Promise<void> {
  const record = recordOf(experiment);
  await store.writeExperiment(record);
  await compare(record, store);
}

/**
 * Runs the trials of an experiment that have not finished, then compares all that have. What fails is recorded and
 * leaves the others to run: one trial, or those that stand on a VAE that cannot be trained.
 * @throws Stopped, LockedError and MachineChanged at once: what follows would meet them again
 */
export async function runExperiment(experiment: ResolvedExperiment, context: StageContext): Promise<Outcome> {
  const store = context.store.experiment(experiment.name);
  await store.writeExperiment(recordOf(experiment));
  const left = new Set((await unfinished(experiment, store)).map(({ id }) => id));
  const failed: { trial: string; message: string }[] = [];
  let finished = 0;
  const tell = ({ trial, label }: Open, error: unknown) => {
    if (endsTheRun(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    context.stream.write(`${label}  failed: ${message}\n`);
    failed.push({ trial: trial.id, message });
  };

  for (const arms of byFoundation(experiment.arms)) {
    const open = arms.flatMap(openTrials).filter(({ trial }) => left.has(trial.id));
    if (open.length === 0) continue;
    let foundation: Foundation;
    try {
      foundation = await lay(open[0]!.trial, context);
    } catch (error) {
      open.forEach((one) => tell(one, error));
      continue;
    }
    try {
      for (const one of open) {
        if (context.signal.aborted) throw new Stopped('stopped; run the same command again to go on');
        try {
          await runTrial({ ...one, experiment: experiment.name, store: store.trial(one.trial.id), foundation }, context);
          finished += 1;
        } catch (error) {
          tell(one, error);
        }
      }
    } finally {
      foundation.pools.close();
    }
  }
  await conclude(experiment, store);
  return { finished, failed };
}

type Open = Pick<RunTrialOptions, 'trial' | 'trained' | 'label'>;

function openTrials({ name, trained, trials }: ResolvedArm): Open[] {
  return trials.map((trial) => ({ trial, trained, label: trials.length > 1 ? `${name} (seed ${trial.seed})` : name }));
}

/** Arms that stand on the same VAE and pools, together. */
function byFoundation(arms: readonly ResolvedArm[]): ResolvedArm[][] {
  const groups = new Map<string, ResolvedArm[]>();
  for (const arm of arms) {
    const key = poolInputHash(arm.config);
    groups.set(key, [...(groups.get(key) ?? []), arm]);
  }
  return [...groups.values()];
}

async function lay({ config }: ResolvedTrial, context: StageContext): Promise<Foundation> {
  const source = openSource(config);
  const vae = await trainVae(config, source, context);
  const pools = await extractPool(config, source, vae, context);
  return { source, vae, pools };
}
