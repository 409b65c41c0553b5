import { shortHash, type NamedArrays, type RunRecord } from '@latent-paths/core';
import { countPairs, LockedError, StorageError, type TrialStore } from '@latent-paths/data';
import { trainingExtent } from '../budget.js';
import { MachineChanged } from '../checkpoint.js';
import { notBefore } from '../clocks.js';
import { within } from '../names.js';
import type { ResolvedTrial } from '../resolve.js';
import type { TrialConfig } from '../spec.js';
import { TrainingDiverged } from '../trainer.js';
import { formatTrial, parseTrial } from '../trial-file.js';
import type { StageContext } from './context.js';
import { Stopped } from './context.js';
import { evaluate } from './evaluate.js';
import type { Foundation } from './foundation.js';
import { damageOf, resume } from './resume.js';
import { trainPath } from './train-path.js';

export interface RunTrialOptions {
  readonly experiment: string;
  readonly trial: ResolvedTrial;
  readonly trained: boolean;
  /** What a person calls it: the arm, and the seed where there are several. */
  readonly label: string;
  readonly store: TrialStore;
  readonly foundation: Foundation;
}

/**
 * Brings one trial to its end from wherever it was left: training, then scores, then the record that says finished.
 * @throws what ended it early, after recording it
 */
export async function runTrial(options: RunTrialOptions, context: StageContext): Promise<void> {
  const release = await options.store.lock();
  try {
    await runLocked(options, context);
  } finally {
    await release();
  }
}

async function runLocked({ experiment, trial, trained, label, store, foundation }: RunTrialOptions, context: StageContext): Promise<void> {
  const { seed, arm } = trial;
  const before = await store.readRun();
  if (before?.status === 'finished') return;
  const config = before === null ? trial.config : await launched(store);
  const from = trained ? resume(await store.readCheckpoint(), context) : undefined;
  const date = notBefore(context.date, before === null ? [] : datesOf(before));
  const inputs = {
    vae: { artifact: foundation.vae.artifact, content: foundation.vae.content },
    pool: { artifact: foundation.pools.artifact, content: foundation.pools.content },
  };
  if (from !== undefined && before !== null) checkInputs(store, before.inputs, inputs);
  let run: RunRecord = {
    version: 1,
    trial: trial.id,
    experiment,
    arm,
    seed,
    status: 'running',
    provenance: context.provenance,
    inputs,
    startedAt: before?.startedAt ?? date(),
    endedAt: null,
    resumes: [...(before?.resumes ?? []), ...(before === null ? [] : [{ at: date(), step: from?.step ?? 0 }])],
    failures: [
      ...(before?.failures ?? []),
      ...(from !== undefined && from.saved.damaged !== null ? [{ at: date(), step: from.step, message: damageOf(from.saved, from.step) }] : []),
    ],
    files: {},
  };
  if (before === null) await store.writeSpec(formatTrial(config));
  await store.writeRun(run);
  try {
    const state = trained ? await trainPath({ config, seed, label, foundation, trial: store, from }, context) : null;
    const theta: NamedArrays = state === null ? {} : within('weights', state.arrays);
    const training = state === null ? null : await trainingOf(config, store, foundation, state.seconds);
    await evaluate({ config, label, foundation, trial: store, theta, about: { trial: trial.id, arm, seed, training } }, context);
    await store.finish({ ...run, endedAt: date() });
  } catch (error) {
    const stopped = error instanceof Stopped;
    const message = error instanceof Error ? error.message : String(error);
    const { step } = error instanceof TrainingDiverged ? error : ((await store.readMetrics().catch(() => [])).at(-1) ?? { step: from?.step ?? 0 });
    run = {
      ...run,
      status: stopped ? 'stopped' : 'failed',
      endedAt: date(),
      failures: stopped ? run.failures : [...run.failures, { at: date(), step, message }],
    };
    // On a full disk, not even this may find room: what ended the trial is told all the same.
    await store.writeRun(run).catch((unwritten: unknown) => {
      if (!(unwritten instanceof StorageError)) throw unwritten;
    });
    throw error;
  }
}

function datesOf({ startedAt, endedAt, resumes, failures }: RunRecord): string[] {
  return [startedAt, ...(endedAt === null ? [] : [endedAt]), ...[...resumes, ...failures].map(({ at }) => at)];
}

/** @throws where a training that was begun stands on other bytes now, from which it would not end with the same bits */
function checkInputs(store: TrialStore, before: RunRecord['inputs'], now: RunRecord['inputs']): void {
  for (const [name, { artifact, content }] of Object.entries(before)) {
    if (now[name]?.content === content) continue;
    throw new Error(
      `${store.folder}: this training began on ${artifact} with the content ${shortHash(content)}, and that has ${shortHash(now[name]?.content ?? 'none')} now: ` +
        `it would not end with the same bits; restore that artifact from a copy, or delete this folder and run the same command again to start anew`,
    );
  }
}

/** The configuration that the trial was launched with: what the file says since then is for trials to come. */
async function launched(store: TrialStore): Promise<TrialConfig> {
  const text = await store.readSpec();
  if (text === null) throw new Error(`${store.folder}: expected spec.yaml beside run.json, found none; run again with --fresh`);
  return parseTrial(text, `${store.folder}/spec.yaml`);
}

async function trainingOf(config: TrialConfig, store: TrialStore, { pools }: Foundation, seconds: number) {
  const { steps, points, projections } = trainingExtent(config);
  const last = (await store.readMetrics()).at(-1);
  if (last?.step !== steps) throw new Error(`${store.folder}/metrics.jsonl: expected a last row of step ${steps}, got ${last?.step ?? 'none'}; run again with --fresh`);
  return { steps, points, projections, pairs: last.pairs, totalPairs: countPairs(pools.train.count), seconds };
}

/** Errors that concern the whole run, not one trial: what follows would meet them again. */
export function endsTheRun(error: unknown): boolean {
  return error instanceof Stopped || error instanceof LockedError || error instanceof MachineChanged || error instanceof StorageError;
}
