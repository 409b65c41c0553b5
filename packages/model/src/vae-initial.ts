import type { Key, NamedArrays } from '@latent-paths/core';
import { glorotDeviation, heDeviation, initialLayer } from './initial.js';
import { KERNEL_SIZE } from './ops/convolution.js';
import { featureSizes, type ImageShape, type VaeConfig } from './vae.js';

const KERNEL_AREA = KERNEL_SIZE ** 2;
/** Input pixels that reach one output pixel of a transposed convolution of stride 2. */
const TRANSPOSED_AREA = KERNEL_AREA / 4;

/** Starting weights of a VAE: He before ReLU, Glorot before the two heads and the sigmoid, biases 0. */
export function initialVae(config: VaeConfig, imageShape: ImageShape, key: Key): NamedArrays {
  const [height, width, imageChannels] = imageShape;
  const { channels, latent } = config;
  const layers = channels.length;
  const deepest = channels[layers - 1]!;
  const flat = featureSizes(height, layers)[layers]! * featureSizes(width, layers)[layers]! * deepest;
  const fully = (name: string, n: number, m: number, deviation: number) =>
    initialLayer({ name, shape: [n, m], outputs: m, deviation, key });

  const encoder = channels.map((out, i) => {
    const into = channels[i - 1] ?? imageChannels;
    const shape = [KERNEL_SIZE, KERNEL_SIZE, into, out];
    return initialLayer({
      name: `encoder/conv${i}`,
      shape,
      outputs: out,
      deviation: heDeviation(KERNEL_AREA * into),
      key,
    });
  });
  const decoder = channels.map((_, i) => {
    const into = channels[layers - 1 - i]!;
    const out = channels[layers - 2 - i] ?? imageChannels;
    const shape = [KERNEL_SIZE, KERNEL_SIZE, out, into];
    const fanIn = TRANSPOSED_AREA * into;
    const deviation = i < layers - 1 ? heDeviation(fanIn) : glorotDeviation(fanIn, TRANSPOSED_AREA * out);
    return initialLayer({ name: `decoder/conv${i}`, shape, outputs: out, deviation, key });
  });
  return Object.assign(
    {},
    ...encoder,
    fully('encoder/mean', flat, latent, glorotDeviation(flat, latent)),
    fully('encoder/log-variance', flat, latent, glorotDeviation(flat, latent)),
    fully('decoder/dense', latent, flat, heDeviation(latent)),
    ...decoder,
  );
}
