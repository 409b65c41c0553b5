import { fillNormal, mapValues, ndarray, rootKey, sizeOf, split, type NDArray, type Shape } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import type { FrozenVae, ImageShape } from '@latent-paths/model';
import { openImages, vaeInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import { vaeKind } from '@latent-paths/specification/vaes';
import { withPrograms } from '../steps/with-programs.js';
import { steady } from '../training/clocks.js';
import { onnxVae } from '../vaes/onnx-vae.js';
import { readContent } from '../vaes/read-content.js';
import { readVae } from '../vaes/read-vae.js';
import { launchTraining } from './launch-training.js';

/** What one step of a training cost. */
export interface TimedStep {
  /** Seconds on one core: those on the clock, times the threads. */
  readonly coreSeconds: number;
  /** Floating-point operations of it. */
  readonly flops: number;
}

export interface TimeStepOptions {
  readonly config: TrialConfig;
  readonly seed: number;
  readonly store: Store;
}

interface Clocked {
  readonly engine: Engine;
  /** Monotonic seconds. */
  readonly now: () => number;
}

/**
 * Runs one training step of a trial as it will be, through its own VAE, on normal draws in the place of latents, and
 * says how long it took. Nothing is kept. @throws as the launch of the training, or if the VAE was neither made yet nor
 * comes from files
 */
export async function timeStep({ config, seed, store }: TimeStepOptions, { engine, now }: Clocked): Promise<TimedStep> {
  const { shape } = await openImages(config, store);
  return withPrograms(engine, async (compile) => {
    const vae = await vaeFor({ config, store, shape, compile });
    const { step, start, stepFlops } = launchTraining({ config, seed, vae, counted: undefined });
    const program = await compile(step);
    program.load(start);
    const inputs = mapValues(step.inputs, (spec, name) => draws(spec.shape, name));
    const clock = steady(now);
    await program.run(inputs);
    return { coreSeconds: clock() * engine.threads, flops: stepFlops };
  });
}

interface VaeForOptions extends Pick<TimeStepOptions, 'config' | 'store'> {
  readonly shape: ImageShape;
  readonly compile: Engine['compile'];
}

async function vaeFor({ config, store, shape, compile }: VaeForOptions): Promise<FrozenVae> {
  const { stage, files } = vaeKind(config.vae);
  const artifact = store.artifact(stage, vaeInputHash(config));
  if (await artifact.isFinished()) return readVae(artifact, config.vae, shape);
  if (files === undefined)
    throw new Error('vae: expected one that comes from files or was made before, to time a step, got neither');
  return onnxVae(await readContent(files.read(shape), shape, compile));
}

/** A step costs the same whatever the numbers are. */
function draws(shape: Shape, name: string): NDArray {
  const data = new Float32Array(sizeOf(shape));
  fillNormal(split(rootKey(0), name), 0, data);
  return ndarray(shape, data);
}
