import {
  hashJson,
  type ExperimentRecord,
  type ProjectionRecord,
  type ProjectionSizes,
  type RunRecord,
  type VaeProjectionRecord,
} from '@latent-paths/core';
import type { Store, TrialStore } from '@latent-paths/data';
import { parseTrial } from '@latent-paths/specification/trial';
import { onePerVae } from './trials-by-vae.js';

/** Raised when the same VAE, pool and sizes come to give other numbers. */
const MEANING = 1;

/** A VAE under an experiment's finished trials, and what was measured of it: null if that is still to do. */
export interface VaeOfExperiment {
  readonly run: RunRecord;
  /** The first finished trial on it. */
  readonly trial: TrialStore;
  readonly inputs: string;
  readonly artifact: string;
  readonly measured: VaeProjectionRecord | null;
}

/**
 * The VAEs under an experiment's finished trials, in the order of its arms; none if it does not ask for them to be
 * measured.
 */
export async function vaesOf(
  { name, arms, projection: sizes }: Pick<ExperimentRecord, 'name' | 'arms' | 'projection'>,
  store: Store,
): Promise<VaeOfExperiment[]> {
  if (sizes === undefined) return [];
  const experiment = store.experiment(name);
  const before = (await experiment.readProjection())?.vaes ?? [];
  const runs = await Promise.all(arms.flatMap(({ trials }) => trials).map((id) => experiment.trial(id).readRun()));
  const finished = runs.flatMap((run) => (run?.status === 'finished' ? [{ run }] : []));
  return Promise.all(
    onePerVae(finished).map(async ({ run }) => {
      const trial = experiment.trial(run.trial);
      const inputs = await inputsOf(run, trial, sizes);
      return {
        run,
        trial,
        inputs,
        artifact: run.inputs['vae']?.artifact ?? 'vae',
        measured: before.find((one) => one.inputs === inputs) ?? null,
      };
    }),
  );
}

/** Hash of all that a measurement is made from. */
async function inputsOf(run: RunRecord, trial: TrialStore, sizes: ProjectionSizes): Promise<string> {
  const { data, evaluation } = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const { seed, truth } = evaluation;
  return hashJson({
    meaning: MEANING,
    vae: run.inputs['vae']?.content ?? null,
    pool: run.inputs['pool']?.content ?? null,
    data,
    seed,
    truth: { pairs: truth.pairs, bank: truth.bank },
    sizes,
  });
}

/** What there is of the VAEs, as the report reads it. */
export function projectionRecordOf(
  name: string,
  sizes: ProjectionSizes,
  vaes: readonly (VaeProjectionRecord | null)[],
): ProjectionRecord {
  return { version: 1, experiment: name, sizes, vaes: vaes.filter((one) => one !== null) };
}
