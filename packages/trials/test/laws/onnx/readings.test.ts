import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ndarray, type NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import {
  applyReading,
  encodeGraph,
  readOnnx,
  type AskedReading,
  type Autoencoder,
  type OnnxGraph,
  type PretrainedVae,
} from '@latent-paths/pretrained';
import { bothEngines, normal, uniform } from '../agreement.js';
import { relativeError } from '../../../../../tools/testing/src/laws/numbers.js';
import { fixed, ints, list } from './operator-case.js';

type Node = OnnxGraph['nodes'][number];
type Axes = readonly (number | string)[];
type Ports = Readonly<Record<string, Axes>>;

const node = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Node['attributes'] = {},
): Node => ({ op, domain: '', name: outputs[0]!, inputs, outputs, attributes });
const portsOf = (named: Ports) =>
  Object.entries(named).map(([name, shape]) => ({ name, type: 'float32' as const, shape }));

function model(
  file: string,
  ports: { readonly inputs: Ports; readonly outputs: Ports },
  nodes: readonly Node[],
  constants: Readonly<Record<string, ReturnType<typeof fixed> | ReturnType<typeof ints>>>,
) {
  const [inputs, outputs] = [portsOf(ports.inputs), portsOf(ports.outputs)];
  const graph: OnnxGraph = {
    file,
    opset: 17,
    producer: 'test',
    inputs,
    outputs,
    nodes,
    constants: new Map(Object.entries(constants)),
    between: new Map(),
    notes: [],
  };
  return readOnnx(encodeGraph(graph), { file });
}

/** Pictures 8×8×1 → `latents` numbers, by a convolution; back by a transposed one and a picture of half the side. */
function autoencoder(latents: number, batch: number | string): Autoencoder {
  const stride = { strides: list(2, 2), pads: list(1, 1, 1, 1) };
  return {
    encoder: model(
      'enc.onnx',
      { inputs: { image: [batch, 1, 8, 8] }, outputs: { latents: [batch, latents] } },
      [
        node('Conv', ['image', 'filters'], ['h'], stride),
        node('Tanh', ['h'], ['t']),
        node('Flatten', ['t'], ['row']),
        node('Gemm', ['row', 'w'], ['latents']),
      ],
      { filters: fixed(normal('filters', [3, 1, 4, 4])), w: fixed(normal('w', [48, latents])) },
    ),
    decoder: model(
      'dec.onnx',
      { inputs: { z: [batch, 3] }, outputs: { fine: [batch, 1, 8, 8], coarse: [batch, 1, 4, 4] } },
      [
        node('Gemm', ['z', 'up'], ['flat']),
        node('Reshape', ['flat', 'shape'], ['small']),
        node('ConvTranspose', ['small', 'filters'], ['fine'], stride),
        node('Slice', ['small', 'zero', 'one', 'one'], ['first']),
        node('Sigmoid', ['first'], ['coarse']),
      ],
      {
        up: fixed(normal('up', [3, 48])),
        shape: ints([-1, 3, 4, 4]),
        filters: fixed(normal('back', [3, 1, 4, 4])),
        zero: ints([0]),
        one: ints([1]),
      },
    ),
  };
}

const ROWS = 3;

/** E(D(z)), D(z), E(x) and the gradient of ‖z − E(D(z))‖² in z. */
function stepOf(vae: PretrainedVae): StepDefinition {
  return {
    name: 'reading',
    frozen: vae.weights,
    state: {},
    inputs: { x: { shape: [ROWS, ...vae.imageShape], dtype: 'float32' }, z: { shape: [ROWS, 3], dtype: 'float32' } },
    run: ({ frozen, inputs }) => {
      const z = inputs['z'] as tf.Tensor2D; // its shape is above
      const moved = (from: tf.Tensor): tf.Scalar =>
        tf.sum(tf.square(tf.sub(from, vae.encode(frozen, vae.decode(frozen, from as tf.Tensor2D))))); // rows, as z
      return {
        state: {},
        outputs: {
          latents: vae.encode(frozen, inputs['x'] as tf.Tensor4D), // its shape is above
          pictures: vae.decode(frozen, z),
          moved: moved(z),
          gradient: tf.grad(moved)(z),
        },
      };
    },
  };
}

describe('a VAE that was read from two files', () => {
  it.each<[string, Autoencoder, AskedReading]>([
    [
      'interleaved, two outputs, scaled',
      autoencoder(6, 'n'),
      {
        posterior: 'interleaved',
        input: { range: [-1, 1] },
        output: { sum: ['fine', 'coarse'] },
        scale: [2, 3, 0.5],
        shift: 0.1,
      },
    ],
    [
      'in halves, one output',
      autoencoder(6, 'n'),
      { posterior: 'halves-logvar-first', input: { range: [0, 255] }, output: 'fine' },
    ],
    ['at a fixed batch', autoencoder(3, 2), { posterior: 'mean', input: { range: [0, 1] }, output: 'fine' }],
  ])('computes the same compiled as eager, with the gradient of central differences: %s', async (_, files, asked) => {
    const vae = applyReading(files, asked, { imageShape: [8, 8, 1] });
    const programs = await Promise.all((await bothEngines()).map((engine) => engine.compile(stepOf(vae))));
    const z = normal('z', [ROWS, 3]);
    const feeds: NamedArrays = {
      x: uniform('x', [ROWS, 8, 8, 1]),
      z: ndarray(
        z.shape,
        z.data.map((value) => 0.3 * value),
      ),
    };
    const [eager, compiled] = await Promise.all(programs.map((program) => program.run(feeds)));
    for (const [name, { data }] of Object.entries(eager!))
      expect(relativeError(compiled![name]!.data, data), name).toBeLessThanOrEqual(1e-4);

    const direction = normal('direction', [ROWS, 3]).data;
    const gradient = compiled!['gradient']!.data;
    const at = async (step: number) => {
      const moved = ndarray(
        [ROWS, 3],
        Float32Array.from(feeds['z']!.data, (value, i) => value + step * direction[i]!),
      );
      return (await programs[1]!.run({ ...feeds, z: moved }))['moved']!.data[0]!;
    };
    const slope = ((await at(1e-3)) - (await at(-1e-3))) / 2e-3;
    const along = direction.reduce((sum, length, i) => sum + length * gradient[i]!, 0);
    const scale = Math.hypot(...gradient) * Math.hypot(...direction);
    expect(Math.abs(along - slope) / scale).toBeLessThanOrEqual(1e-2);
    programs.forEach((program) => program.dispose());
  });
});
