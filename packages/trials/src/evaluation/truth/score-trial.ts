import type { RunRecord, TruthRecord } from '@latent-paths/core';
import { openPool, type Store, type TrialStore } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { decodeSafetensors } from '@latent-paths/model';
import { arePicturesKnown, openSource, parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import { artifactOf } from '../../provenance/artifact-of.js';
import { readPath } from '../walks/read-path.js';
import { vaeOf } from '../../vaes/read-vae.js';
import { foundWeights } from '../../steps/optimiser-step.js';
import { alphaGrid, disjointPairs } from '../scoring/test-pairs.js';
import { decodeEnds, decodeInterpolation } from './decode-interpolation.js';
import { scoreFrames, type FramesTruth } from './score-frames.js';
import { truthRecord } from './truth-record.js';

export interface ScoreTrialOptions {
  readonly store: Store;
  /** A finished trial, and its record. */
  readonly trial: TrialStore;
  readonly run: RunRecord;
  /** In place of the settings that it was scored with. */
  readonly settings: Partial<TrialConfig['evaluation']['truth']>;
  readonly engine: Engine;
  readonly now: () => number;
  /** Called from time to time, with the share that is done; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** What ground truth says of a finished trial. */
export interface TrialTruth {
  readonly record: TruthRecord;
  readonly frames: FramesTruth;
}

/**
 * Holds a finished trial against ground truth, with other settings than it was scored with, or where it was not. It
 * changes no file.
 * @throws if its images' factors are not known, its path is solved for, or what it uses is gone
 */
export async function scoreTrial({
  store,
  trial,
  run,
  settings,
  engine,
  now,
  tell,
}: ScoreTrialOptions): Promise<TrialTruth> {
  const began = now();
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const source = openSource(config);
  if (source.factors.length === 0 || !arePicturesKnown(config)) {
    const got = arePicturesKnown(config) ? `the source ${config.data.kind}` : 'latents of pictures not at hand';
    throw new Error(`${trial.folder}: expected images whose factors are known, got ${got}`);
  }
  const saved = await trial.readCheckpoint();
  const latents = await artifactOf('pool', store, run);
  const vae = await vaeOf({ store, run, config, source });
  const ready = await readPath(config.path, trial, vae);
  const theta = saved === null ? ready.theta : foundWeights(decodeSafetensors(saved.bytes).arrays);
  const { truth, seed, latents: part = 'test' } = config.evaluation;
  const test = await openPool(latents.path(`${part}.arrow`));
  try {
    const { pairs: count, alphas, bank } = { ...truth, ...settings };
    const pairs = disjointPairs(test, count, seed);
    const images = await test.indices();
    const grid = Array.from(alphaGrid(alphas).data);
    const decoding = { source, vae, test, pairs, engine };
    const frames = await scoreFrames({
      data: config.data,
      frames: await decodeInterpolation({
        ...decoding,
        path: ready.path,
        theta,
        alphas: grid,
      }),
      ends: await decodeEnds(decoding),
      alphas: grid,
      a: pairs.a.map((row) => images[row]!),
      b: pairs.b.map((row) => images[row]!),
      bank,
      engine,
      tell,
    });
    return { record: truthRecord(frames, grid, now() - began), frames };
  } finally {
    test.close();
  }
}
