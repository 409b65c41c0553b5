import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { convolutionalNetwork, initialConvolutionalNetwork } from '../ops/convolutional-network.js';
import { interpolate } from '../ops/interpolate.js';
import { toPlaces, toRows } from '../ops/places.js';
import type { Path } from './path.js';
import { definePath } from './define-path.js';
import { ACTIVATIONS, FEATURES, FORMS, networkKeys } from './network-form.js';
import type { LatentPlaces } from '../latent-space.js';

/** More channels of a 3×3 convolution are a multilayer perceptron's sizes, written in the wrong place. */
const MOST_CHANNELS = 512;

/**
 * I_θ for latents at places, [c, h, w]: convolutions 3×3 f_θ on the channels of zA and zB and one more, which is α
 * (centred) at every place: 2c + 1 channels; `inputs` and the three forms are those of `network`. Its weights are
 * shared by all places, so their number does not grow with h and w. With n hidden layers a place sees those up to n + 1
 * away; beyond the edge is 0.
 */
export const convolutional = definePath({
  about:
    'trained convolutions on the channels of zA, zB and α, for latents [c, h, w]: weights are shared by all places',
  schema: z.object({
    form: networkKeys.form,
    inputs: networkKeys.inputs,
    alphaScale: networkKeys.alphaScale,
    hidden: z
      .array(z.int().positive().max(MOST_CHANNELS))
      .min(1)
      .max(16)
      .default([64, 64, 64])
      .describe('channels of the hidden layers'),
    activation: networkKeys.activation,
    outputScale: networkKeys.outputScale,
  }),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, answer: 3, axes: [1, 1, 2], point: [1 + 3, 2 + 3] },
  build: ({ form, inputs, alphaScale, hidden, activation, outputScale }): Path => ({
    trained: true,
    projections: 0,
    refusal: (space) => (space.places === undefined ? withoutPlaces(space) : null),
    initial(space, key) {
      const { channels } = requirePlaces(space);
      const seen = FEATURES[inputs].latents * channels + 1;
      return initialConvolutionalNetwork({ inputs: seen, hidden, outputs: channels, outputScale, key });
    },
    prepare(pairs, { weights, places: given }) {
      const places = requirePlaces({ latentSize: pairs.zA.shape[1], places: given });
      const { height, width } = places;
      return {
        at(alpha) {
          const linear = interpolate({ ...pairs, alpha });
          const seen = FEATURES[inputs].of({ ...pairs, linear }).map((rows) => toPlaces(rows, places));
          const centred = tf.mul(alphaScale, tf.sub(alpha, 0.5));
          const level: tf.Tensor4D = tf.tile(tf.reshape(centred, [-1, 1, 1, 1]), [1, height, width, 1]);
          const x: tf.Tensor4D = tf.concat([...seen, level], 3); // [b, h, w, 2c + 1]
          const maps = convolutionalNetwork({
            weights,
            hidden: hidden.length,
            activation: ACTIVATIONS[activation],
            x,
          });
          return { z: FORMS[form]({ f: toRows(maps, places), linear, alpha }) };
        },
      };
    },
  }),
});

interface Asked {
  readonly latentSize: number;
  readonly places?: LatentPlaces | undefined;
}

/** @throws RangeError if latents have no places */
function requirePlaces(space: Asked): LatentPlaces {
  if (space.places === undefined) throw new RangeError(`convolutional: ${withoutPlaces(space)}`);
  return space.places;
}

function withoutPlaces({ latentSize }: Asked): string {
  return (
    `expected latents with places, [c, h, w], for convolutions, got rows of ${latentSize} numbers; write ` +
    'path: { kind: network }'
  );
}
