import { ndarray } from '@latent-paths/core';
import { transposed } from '../arrays/arrange.js';
import type { Architecture, Axes } from './architecture.js';
import type { Net, Value } from './net.js';

const KERNEL = 4;
const STRIDE = 2;
/** [kh, kw, inputs, outputs], or [kh, kw, outputs, inputs] where it is transposed, to ONNX's order. */
const FILTERS_FIRST = [3, 2, 0, 1] as const;

const countLayers = (net: Pick<Net, 'has'>, half: string): number => {
  let n = 0;
  while (net.has(`${half}/conv${n}/kernel`)) n++;
  return n;
};

/** Sides of an image after 0, 1, … layers. */
const sidesOf = (side: number, layers: number): number[] =>
  Array.from({ length: layers + 1 }, (_, i) => Math.ceil(side / STRIDE ** i));

/** What is cut off at both ends: a convolution of stride 2 then makes ⌈side / 2⌉, and its transpose the side again. */
function padding(sides: readonly [height: number, width: number]): number[] {
  const cut = sides.map((side) => Math.max(0, (Math.ceil(side / STRIDE) - 1) * STRIDE + KERNEL - side));
  const before = cut.map((both) => Math.floor(both / 2));
  return [...before, ...cut.map((both, i) => both - before[i]!)];
}

/**
 * The VAE that this project trains: convolutions 4×4 of stride 2 with ReLU and two dense heads; back by a dense layer,
 * transposed convolutions and a sigmoid. Its arrays lie as TensorFlow.js keeps them. Feature maps are flattened as
 * there, in the order [h, w, c], so that sums run in the order of its training: results are equal to the last bit.
 */
export const convolutional: Architecture = {
  shapes(net, pictures) {
    const layers = countLayers(net, 'encoder');
    const channels = net.shapeOf('encoder/conv0/kernel')[2] ?? 0;
    const deepest = net.shapeOf(`encoder/conv${layers - 1}/kernel`)[3] ?? 1;
    const [flat = 0, latent = 0] = net.shapeOf('encoder/mean/kernel');
    const side = Math.round(Math.sqrt(flat / deepest)) * STRIDE ** layers; // pictures are square, where none are known
    const [height, width] = pictures ?? [side, side];
    return { image: [channels, height, width], latent: [latent] };
  },
  encode(net, image, shapes) {
    const { layers, heights, widths } = sidesIn(net, 'encoder', shapes.image);
    let x = image;
    for (let i = 0; i < layers; i++) {
      const pads = padding([heights[i]!, widths[i]!]);
      x = net.relu(convolve(net, 'Conv', x, { layer: `encoder/conv${i}`, pads }));
    }
    const flat = net.flatten(net.node('Transpose', [x], { perm: [0, 2, 3, 1] }));
    const head = (name: string) => net.node('Gemm', [flat, net.weight(`${name}/kernel`), net.weight(`${name}/bias`)]);
    return { mean: head('encoder/mean'), logVariance: head('encoder/log-variance') };
  },
  decode(net, latent, shapes) {
    const { layers, heights, widths } = sidesIn(net, 'decoder', shapes.image);
    const deepest = net.shapeOf('decoder/conv0/kernel')[3] ?? 0;
    const places = [heights[layers]!, widths[layers]!, deepest] as const;
    const dense = net.relu(
      net.node('Gemm', [latent, net.weight('decoder/dense/kernel'), net.weight('decoder/dense/bias')]),
    );
    let x = net.node('Transpose', [net.reshape(dense, places)], { perm: [0, 3, 1, 2] });
    for (let i = 0; i < layers; i++) {
      const pads = padding([heights[layers - 1 - i]!, widths[layers - 1 - i]!]);
      x = convolve(net, 'ConvTranspose', x, { layer: `decoder/conv${i}`, pads });
      x = i < layers - 1 ? net.relu(x) : net.sigmoid(x);
    }
    return x;
  },
  reading: { input: { range: [0, 1] } },
};

interface Sides {
  readonly layers: number;
  readonly heights: readonly number[];
  readonly widths: readonly number[];
}

function sidesIn(net: Net, half: string, [, height, width]: Axes): Sides {
  const layers = countLayers(net, half);
  return { layers, heights: sidesOf(Number(height), layers), widths: sidesOf(Number(width), layers) };
}

interface Convolution {
  readonly layer: string;
  readonly pads: readonly number[];
}

function convolve(net: Net, op: 'Conv' | 'ConvTranspose', x: Value, { layer, pads }: Convolution): Value {
  const { shape, data } = net.arrayOf(`${layer}/kernel`);
  const filters = transposed({ type: 'float32', shape, data: Float32Array.from(data) }, FILTERS_FIRST);
  const kernel = net.constant(ndarray(filters.shape, Float32Array.from(filters.data)));
  return net.node(op, [x, kernel, net.weight(`${layer}/bias`)], { strides: [STRIDE, STRIDE], pads });
}
