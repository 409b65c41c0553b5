import { fillNormal, fillUniform, ndarray, rootKey, split, type NamedArrays } from '@latent-paths/core';
import { convolutionalVae, initialVae, type FrozenVae, type ImageShape } from '@latent-paths/model';
import { applyReading, architectures, readOnnx, writeAutoencoder } from '@latent-paths/pretrained';
import { isImported, type TrialConfig } from '@latent-paths/specification/trial';
import type { Engine, Program } from '@latent-paths/engine';
import { launchTraining } from '../src/stages/launch-training.js';
import { within } from '../src/steps/prefixed-records.js';
import { scalarArray } from '../src/steps/specs.js';
import { onnxVae } from '../src/vaes/onnx-vae.js';

/** One training of a path, a step at a time. */
export interface Training {
  /** Makes the step after the last one. */
  step(): Promise<NamedArrays>;
  /** θ as it is. */
  theta(): NamedArrays;
}

/** The same training through the VAE that is made here, and through the same VAE from ONNX files. */
interface TwoTrainings {
  readonly builtIn: Training;
  readonly imported: Training;
}

/** E, D and the path with drawn weights; batches of normal latents, the same for both. */
export async function twoTrainings(
  config: TrialConfig,
  imageShape: ImageShape,
  compile: Engine['compile'],
): Promise<TwoTrainings> {
  if (isImported(config.vae)) throw new Error('twoTrainings: expected a VAE that is trained here');
  const own = convolutionalVae(initialVae(config.vae, imageShape, rootKey(1)), imageShape);
  return {
    builtIn: await trainingThrough(own, config, compile),
    imported: await trainingThrough(broughtBack(own), config, compile),
  };
}

/** The VAE as it is after it was written to ONNX files and read again. */
function broughtBack({ weights, imageShape }: FrozenVae): FrozenVae {
  const state = { encoder: weights, decoder: weights, file: 'the VAE that is made here' };
  const { model, reading } = writeAutoencoder(architectures.convolutional, state, imageShape);
  const files = {
    encoder: readOnnx(model.encoder.encode(), { file: 'encoder.onnx' }),
    decoder: readOnnx(model.decoder.encode(), { file: 'decoder.onnx' }),
  };
  return onnxVae(applyReading(files, reading, { imageShape }));
}

async function trainingThrough(vae: FrozenVae, config: TrialConfig, compile: Engine['compile']): Promise<Training> {
  const { start, step } = launchTraining({ config, seed: 1, vae, counted: undefined });
  const program: Program = await compile(step);
  program.load(start);
  let done = 0;
  return {
    step: () => program.run(batchOf(config, vae.latentSize, ++done)),
    theta: () => within('weights', program.read()),
  };
}

/** Inputs of a training step: the constant weights of the configuration, and draws that depend on the step alone. */
function batchOf({ batch, loss }: TrialConfig, d: number, step: number): NamedArrays {
  const key = split(rootKey(2), String(step));
  const latents = (name: string) => {
    const values = new Float32Array(batch * d);
    fillNormal(split(key, name), 0, values);
    return ndarray([batch, d], values);
  };
  const alpha = new Float32Array(batch);
  fillUniform(split(key, 'alpha'), 0, alpha);
  const weights = Object.entries(loss).map(([name, { weight }]) => {
    if (weight.kind !== 'constant')
      throw new Error(`batchOf: expected constant weights, got ${weight.kind} of ${name}`);
    return [`weight/${name}`, scalarArray(weight.value)] as const;
  });
  return {
    zA: latents('zA'),
    zB: latents('zB'),
    alpha: ndarray([batch, 1], alpha),
    ...Object.fromEntries(weights),
    'learning-rate': scalarArray(1e-3),
    step: scalarArray(step),
  };
}

/** ‖a − b‖/‖b‖ over all arrays of a name. */
export function relativeDifference(a: NamedArrays, b: NamedArrays): number {
  let [apart, size] = [0, 0];
  for (const [name, { data }] of Object.entries(b))
    data.forEach((value, i) => {
      apart += (a[name]!.data[i]! - value) ** 2;
      size += value ** 2;
    });
  return Math.sqrt(apart / size);
}
