import { shortHash, type NamedArrays, type RunRecord } from '@latent-paths/core';
import { countPairs, LockLostError, StorageError, type TrialStore } from '@latent-paths/data';
import { formatTrial, parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import { foundWeights } from '../steps/optimiser-step.js';
import { TrainingDiverged } from '../training/trainer.js';
import { Stopped, type StageContext } from './context.js';
import { messageOf } from './failure-policy.js';
import { evaluate } from './evaluate.js';
import type { TrialInputs } from './trial-inputs.js';
import { launchTraining, type LaunchedTraining } from './launch-training.js';
import { bringPath } from './path/bring-path.js';
import { resume } from './resume.js';
import { hasBegun, recordsOf } from './run-record.js';
import { trainPath } from './train-path.js';
import { storeOf, type TrialJob } from './trial-job.js';
import { whileHeld } from './while-held.js';

/**
 * Brings one trial to its end from wherever it was left: training, then scores, then the record that says finished.
 * @throws what ended it early, after recording it; MachineChanged and LockedError leave everything as it was, and
 * LockLostError a folder that may be another one's by now
 */
export async function runTrial(job: TrialJob, trialInputs: TrialInputs, context: StageContext): Promise<void> {
  const store = storeOf(job, context);
  await whileHeld(store, context, (stoppable) => runLocked(job, trialInputs, stoppable, store));
}

async function runLocked(
  job: TrialJob,
  trialInputs: TrialInputs,
  context: StageContext,
  store: TrialStore,
): Promise<void> {
  const { trial, trained, label } = job;
  // Files without a record are what a killed clear left: no trial.
  if (job.fresh || (await store.readRun()) === null) await store.clear();
  const before = await store.readRun();
  if (before?.status === 'finished') return;
  const config = hasBegun(before) ? await configLaunched(store) : trial.config;
  const from = trained ? resume(await store.readCheckpoint(), context) : undefined;
  const inputs = {
    vae: { artifact: trialInputs.vae.artifact, content: trialInputs.vae.content },
    pool: { artifact: trialInputs.pools.artifact, content: trialInputs.pools.content },
    ...(trialInputs.features && {
      features: { artifact: trialInputs.features.artifact, content: trialInputs.features.content },
    }),
  };
  if (from !== undefined && before !== null) checkInputs(store, before.inputs, inputs);
  const records = recordsOf(job, before, context);
  let run = records.started(inputs, from);
  if (!hasBegun(before)) await store.writeSpec(formatTrial(config));
  try {
    const launched = trained
      ? launchTraining({ config, seed: trial.seed, vae: trialInputs.vae, counted: before?.training?.stepFlops })
      : null;
    const advice = launched?.objective.path.advice?.(trialInputs.vae) ?? null;
    if (advice !== null) context.display.say(`${label}: ${advice}`);
    if (launched !== null) run = { ...run, training: { steps: launched.extent.steps, stepFlops: launched.stepFlops } };
    await store.writeRun(run);
    const state =
      launched === null
        ? null
        : await trainPath({ config, seed: trial.seed, label, trialInputs, trial: store, launched, from }, context);
    const brought = await bringPath({ config, trialInputs, trial: store }, context);
    for (const warning of brought?.record.warnings ?? []) context.display.say(`${label}: ${warning}`);
    const theta: NamedArrays = state === null ? (brought?.theta ?? {}) : foundWeights(state.arrays);
    const training = state === null ? null : await trainingOf(launched!, store, trialInputs, state.seconds);
    await evaluate(
      {
        config,
        label,
        trialInputs,
        trial: store,
        theta,
        brought,
        about: { trial: trial.id, arm: trial.arm, seed: trial.seed, training },
      },
      context,
    );
    await store.finish(records.finished(run));
  } catch (error) {
    const { step } =
      error instanceof TrainingDiverged
        ? error
        : ((await store.readMetrics().catch(() => [])).at(-1) ?? { step: from?.step ?? 0 });
    const record =
      error instanceof Stopped || error instanceof LockLostError
        ? records.stopped(run)
        : records.failed(run, step, messageOf(error));
    // On a full disk, not even this may find room, and a folder that was lost is left alone: what ended the trial is
    // told all the same.
    await store.writeRun(record).catch((unwritten: unknown) => {
      if (!(unwritten instanceof StorageError || unwritten instanceof LockLostError)) throw unwritten;
    });
    throw error;
  }
}

/** @throws if the inputs of a training have changed since it began: it would not end with the same bits */
function checkInputs(store: TrialStore, before: RunRecord['inputs'], now: RunRecord['inputs']): void {
  for (const [name, { artifact, content }] of Object.entries(before)) {
    if (now[name]?.content === content) continue;
    throw new Error(
      `${store.folder}: this training began on ${artifact} with the content ${shortHash(content)}, and that has ` +
        `${shortHash(now[name]?.content ?? 'none')} now: ` +
        'it would not end with the same bits; restore that artifact from a copy, or delete this folder and run the ' +
        'same command again to start anew',
    );
  }
}

/** The configuration that the trial was launched with: what the file says since then is for trials to come. */
async function configLaunched(store: TrialStore): Promise<TrialConfig> {
  const text = await store.readSpec();
  if (text === null)
    throw new Error(`${store.folder}: expected spec.yaml beside run.json, found none; run again with --fresh`);
  return parseTrial(text, `${store.folder}/spec.yaml`);
}

async function trainingOf(
  { extent, stepFlops }: LaunchedTraining,
  store: TrialStore,
  { pools }: TrialInputs,
  seconds: number,
) {
  const { steps } = extent;
  const last = (await store.readMetrics()).at(-1);
  if (last?.step !== steps)
    throw new Error(
      `${store.folder}/metrics.jsonl: expected a last row of step ${steps}, got ${last?.step ?? 'none'}; run again ` +
        'with --fresh',
    );
  return { ...extent, flops: steps * stepFlops, pairs: last.pairs, totalPairs: countPairs(pools.train.count), seconds };
}
