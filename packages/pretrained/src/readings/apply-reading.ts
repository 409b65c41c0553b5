import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays, Shape } from '@latent-paths/core';
import { formatPort } from '../format.js';
import type { NamedTensors } from '../run-graph.js';
import type { Autoencoder, ImageShape, KnownShapes } from './autoencoder.js';
import { onlyInput } from './candidates.js';
import { decoderHalf } from './decoder-half.js';
import { encoderHalf, fixedLatent, type EncoderHalf } from './encoder-half.js';
import type { AskedReading, Range, Reading } from './reading.js';
import { resolveReading } from './resolve-reading.js';

/** A pair of ONNX files as a VAE of pictures with values 0…1 and rows of latents. */
export interface PretrainedVae {
  /** All that it is read by. */
  readonly reading: Reading;
  /** The parts of it that the files stated, one sentence each. */
  readonly told: readonly string[];
  /** Frozen: those of both halves, as `encode` and `decode` look for them. */
  readonly weights: NamedArrays;
  readonly imageShape: ImageShape;
  /** Of one latent as the decoder takes it; a row has as many numbers. */
  readonly latentShape: Shape;
  /** Where only some dimensions of the files' latents are used: which numbers of a row, and the files' latentShape. */
  readonly active?: { readonly dimensions: readonly number[]; readonly of: Shape };
  /** What the files take and give black and white for. */
  readonly range: { readonly input: Range; readonly output: Range };
  /** What the files are fixed to; any number of rows is computed all the same, so many at a time. */
  readonly batch: { readonly encoder: number | undefined; readonly decoder: number | undefined };
  /** E, the posterior mean; [b, h, w, c] → [b, d] */
  encode(weights: NamedTensors, pictures: tf.Tensor4D): tf.Tensor2D;
  /** μ and, where the files give it, log σ²; [b, h, w, c] → [b, d] each */
  posterior(
    weights: NamedTensors,
    pictures: tf.Tensor4D,
  ): { readonly mean: tf.Tensor2D; readonly logVariance?: tf.Tensor2D };
  /** D; [b, d] → [b, h, w, c], not clipped */
  decode(weights: NamedTensors, latents: tf.Tensor2D): tf.Tensor4D;
}

/**
 * Reads a pair of files as a VAE, in TensorFlow.js ops: gradients flow, and an engine may record it.
 * @throws if the files leave something open that the reading does not say, or hold what cannot be computed
 */
export function applyReading(model: Autoencoder, asked: AskedReading, known: KnownShapes = {}): PretrainedVae {
  const { reading, imageShape, told } = resolveReading(model, asked, known);
  const encoder = encoderHalf(model, reading);
  const decoder = decoderHalf(model.decoder, reading, imageShape);
  const latentShape = known.latentShape ?? latentShapeBy(model, reading);
  const posterior: PretrainedVae['posterior'] = (weights, pictures) =>
    inRows(encoder, within(ENCODER, weights), pictures);
  return {
    reading,
    told,
    weights: { ...under(ENCODER, encoder.weights), ...under(DECODER, decoder.weights) },
    imageShape,
    latentShape,
    range: { input: reading.input.range, output: reading.output.range },
    batch: { encoder: encoder.batch, decoder: decoder.batch },
    encode: (weights, pictures) => posterior(weights, pictures).mean,
    posterior,
    decode: (weights, latents) =>
      decoder.decode(within(DECODER, weights), tf.reshape(latents, [latents.shape[0], ...latentShape])),
  };
}

const ENCODER = 'encoder';
const DECODER = 'decoder';

const under = <T>(half: string, named: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [`${half}/${name}`, value]));

function within(half: string, weights: NamedTensors): NamedTensors {
  const own = Object.entries(weights).filter(([name]) => name.startsWith(`${half}/`));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(half.length + 1), tensor]));
}

function inRows(
  encoder: EncoderHalf,
  weights: NamedTensors,
  pictures: tf.Tensor4D,
): ReturnType<PretrainedVae['posterior']> {
  const { mean, logVariance } = encoder.posterior(weights, pictures);
  const row = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [pictures.shape[0], -1]); // [b, d]
  return { mean: row(mean), ...(logVariance && { logVariance: row(logVariance) }) };
}

function latentShapeBy(model: Autoencoder, { posterior }: Reading): Shape {
  const port = onlyInput(model.decoder, 'the latent');
  const lengths = port.shape?.slice(1);
  if (lengths?.every((length) => typeof length === 'number')) return lengths;
  const given = fixedLatent(model, posterior);
  if (given !== undefined) return given;
  throw new Error(
    `${model.decoder.graph.file}: expected latents whose shape is known, because ${formatPort(port)} leaves it ` +
      'open; give latentShape, which findLatentShape tells',
  );
}
