import { ndarray, type BroughtPathRecord, type NamedArrays } from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';
import { runModel } from '@latent-paths/engine';
import { readInterpolator, type Interpolator, type OnnxModel } from '@latent-paths/pretrained';
import { pathFiles } from '@latent-paths/specification/paths';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { alphaGrid, disjointPairs, gatherRows } from '../../evaluation/scoring/test-pairs.js';
import { KEPT_PATH, latentShapeOf, pathOfModel, type ReadyPath } from '../../evaluation/walks/read-path.js';
import { pointStep } from '../../steps/point-step.js';
import { withPrograms } from '../../steps/with-programs.js';
import type { StageContext } from '../context.js';
import { requireUnchanged } from '../require-unchanged.js';
import type { TrialInputs } from '../trial-inputs.js';
import { openTrainedPairs, type ForeignPairs } from './foreign-pairs.js';

/** A path that others trained, and what is known of it. */
export interface BroughtPath extends ReadyPath {
  readonly record: BroughtPathRecord;
  /** What it was trained on; null where that was not given. */
  readonly pairs: ForeignPairs | null;
}

export interface BringPathOptions {
  readonly config: TrialConfig;
  readonly trialInputs: TrialInputs;
  readonly trial: TrialStore;
}

/** Points that are compared. */
const POINTS = 9;
const MOST_APART = 1e-4;

/**
 * Reads a path that others trained, keeps it in the trial's folder, and holds it against onnxruntime's own run; null
 * of other paths.
 * @throws where it is none of the VAE's latents, gives numbers that are not finite, or others than onnxruntime
 */
export async function bringPath(
  { config, trialInputs, trial }: BringPathOptions,
  context: StageContext,
): Promise<BroughtPath | null> {
  const choice = config.path;
  const files = pathFiles(choice);
  if (files === undefined || choice.kind !== 'onnx') return null;
  const content = files.content();
  requireUnchanged(choice.file, choice.content, content);
  const model = files.read();
  const shape = latentShapeOf(trialInputs.vae);
  await trial.writeBytes(KEPT_PATH, model.encode());
  const ready = pathOfModel(model, shape, choice.output);
  const read = readInterpolator(model, { latentShape: shape, output: choice.output });
  const parity = await parityOf({ model, read, ready, trialInputs, file: choice.file }, context);
  const pairs = choice.pairs === undefined ? null : await openTrainedPairs(choice.pairs, config, trialInputs);
  return {
    ...ready,
    pairs,
    record: {
      file: choice.file,
      content,
      source: choice.source ?? null,
      licence: choice.licence ?? null,
      opset: model.graph.opset,
      parity,
      trained: pairs?.points.alpha.length ?? null,
      warnings: [...(pairs?.warnings ?? [])],
    },
  };
}

interface ParityOptions {
  readonly model: OnnxModel;
  readonly read: Interpolator;
  readonly ready: ReadyPath;
  readonly trialInputs: TrialInputs;
  /** Named in errors. */
  readonly file: string;
}

/** ‖a − b‖/‖b‖ of points on one test pair, computed here and by onnxruntime. */
async function parityOf(
  { model, read, ready, trialInputs, file }: ParityOptions,
  { engine }: StageContext,
): Promise<number> {
  const { vae, pools } = trialInputs;
  const pair = disjointPairs(pools.test, 1, 1);
  const same = (rows: Int32Array) => gatherRows(pools.test, new Int32Array(POINTS).fill(rows[0]!));
  const [zA, zB] = [same(pair.a), same(pair.b)];
  const alpha = ndarray([POINTS, 1], alphaGrid(POINTS).data);
  const here = await withPrograms(engine, async (compile) => {
    const program = await compile(pointStep({ ...ready, solution: {}, vae, points: POINTS }));
    return (await program.run({ zA, zB, alpha }))['points']!.data;
  });
  const there = await referenceOf(model, read, { zA: zA.data, zB: zB.data, alpha: alpha.data, d: vae.latentSize });
  const bad = here.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new Error(`${file}: expected finite points, got ${here[bad]}; look at the latents that it was trained on`);
  const [apart, size] = [here.map((value, i) => value - there[i]!), there].map((values) => Math.hypot(...values));
  const parity = apart! / Math.max(size!, Number.MIN_VALUE);
  if (parity > MOST_APART)
    throw new Error(
      `${file}: expected the points that onnxruntime computes, got a relative difference of ${parity.toPrecision(3)} ` +
        `(more than ${MOST_APART}); export it with opset 17, in float32`,
    );
  return parity;
}

interface Rows {
  readonly zA: Float32Array;
  readonly zB: Float32Array;
  readonly alpha: Float32Array;
  readonly d: number;
}

/** The points by onnxruntime, one run for each where the file fixes its batch. */
async function referenceOf(
  model: OnnxModel,
  { inputs, output }: Interpolator,
  { zA, zB, alpha, d }: Rows,
): Promise<Float32Array> {
  const bytes = model.encode();
  const batch = model.describe().batch ?? POINTS;
  const points = new Float32Array(POINTS * d);
  for (let first = 0; first < POINTS; first += batch) {
    const rows = Array.from({ length: batch }, (_, i) => Math.min(first + i, POINTS - 1));
    const part = (values: Float32Array, width: number) =>
      Float32Array.from(rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]));
    const [a, b, at] = [part(zA, d), part(zB, d), part(alpha, 1)];
    const feeds: NamedArrays =
      inputs.kind === 'three'
        ? {
            [inputs.zA.name]: ndarray([batch, ...inputs.zA.axes], a),
            [inputs.zB.name]: ndarray([batch, ...inputs.zB.axes], b),
            [inputs.alpha.name]: ndarray([batch, ...inputs.alpha.axes], at),
          }
        : {
            [inputs.name]: ndarray(
              [batch, 2 * d + 1],
              Float32Array.from(
                rows.flatMap((_, i) => [...a.subarray(i * d, (i + 1) * d), ...b.subarray(i * d, (i + 1) * d), at[i]!]),
              ),
            ),
          };
    const made = (await runModel(bytes, feeds))[output]!;
    points.set(made.data.subarray(0, Math.min(batch, POINTS - first) * d), first * d);
  }
  return points;
}
