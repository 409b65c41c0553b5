import type * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import { compileable } from '../compileable.js';
import type { OnnxModel } from '../read-onnx.js';
import type { NamedTensors } from '../run-graph.js';
import type { ImageShape } from './autoencoder.js';
import { onlyInput } from './candidates.js';
import { inBatches } from './in-batches.js';
import { unscaled } from './latents.js';
import { fromOutputs, namesOf } from './pictures.js';
import type { Reading } from './reading.js';

export interface DecoderHalf {
  readonly weights: NamedArrays;
  readonly batch: number | undefined;
  /** Latents, scaled and shifted, in the file's axes → pictures [b, h, w, c], black 0 and white 1. */
  decode(weights: NamedTensors, latents: tf.Tensor): tf.Tensor4D;
}

export function decoderHalf(
  decoder: OnnxModel,
  reading: Pick<Reading, 'output' | 'scale' | 'shift'>,
  image: ImageShape,
): DecoderHalf {
  const half = decoder.cut({ to: namesOf(reading.output) });
  const input = onlyInput(half, 'the latent');
  const made = compileable(half);
  return {
    weights: made.weights,
    batch: made.batch,
    decode: (weights, latents) => {
      const z = unscaled(latents, reading);
      return fromOutputs(
        inBatches(made.batch, z, (part) => made.run(weights, { [input.name]: part })),
        reading.output,
        image,
      );
    },
  };
}
