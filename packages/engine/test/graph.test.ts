import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ndarray } from '@latent-paths/core';
import { openEngine, type NamedTensors, type StepDefinition } from '../src/index.js';
import { countFlops } from '../src/count-flops.js';
import { hashGraph, printGraph } from '../src/graph.js';
import { KERNELS } from '../src/kernels/registry.js';
import { printNodes, toOnnx } from '../src/onnx-model.js';
import { traceStep } from '../src/trace.js';
import { specsOf, uniform } from './arrays.js';
import { fit, frozen, pure } from './steps.js';

beforeAll(async () => (await openEngine('onnx')).dispose()); // registers the gradients

const x = uniform('x', [2, 3]);
const kernelsOf = (definition: StepDefinition) => traceStep(definition).nodes.map(({ kernel }) => kernel);
const operatorsOf = (definition: StepDefinition) => toOnnx(traceStep(definition)).nodes.map(({ op }) => op);

describe('the recorded graph', () => {
  it('prints one node a line', () => {
    const graph = traceStep(fit);
    expect(`${printGraph(graph)}\n\nonnx\n${printNodes(toOnnx(graph).nodes)}`).toMatchSnapshot();
  });

  it('leaves out what no output depends on, and makes equal nodes once', () => {
    expect(
      kernelsOf(
        pure('lean', x, (y) => {
          tf.exp(y);
          return { z: tf.add(tf.sin(y), tf.sin(y)) };
        }),
      ),
    ).toEqual(['Sin', 'Add']);
  });

  it('folds uniform constants, products with 1, sums with 0 and broadcasts', () => {
    expect(kernelsOf(pure('ones', x, (y) => ({ z: tf.mul(y, tf.exp(tf.zeros([2, 3]))) })))).toEqual([]);
    expect(kernelsOf(pure('zeros', x, (y) => ({ z: tf.add(tf.mul(tf.clone(y), 2), tf.zerosLike(y)) })))).toEqual([
      'Multiply',
    ]);
    expect(kernelsOf(pure('mean', x, (y) => ({ z: tf.grad((w) => tf.mean(tf.square(w)) as Scalar)(y) })))).toEqual([
      'Multiply',
    ]);
  });

  it('differentiates nothing with respect to frozen weights', () => {
    const products = traceStep(fit).nodes.filter(({ kernel }) => kernel === 'BatchMatMul');
    expect(products.length).toBe(4); // two forward, one back through a, one for w
  });

  it('counts the operations of products and convolutions', () => {
    const image = uniform('image', [2, 6, 6, 3]);
    const convolutions = pure('convolutions', image, (y) => ({
      z: tf.conv2d(y as Tensor4D, tf.ones([4, 4, 3, 5]) as Tensor4D, 2, 'same'),
    }));
    expect(countFlops(traceStep(convolutions), KERNELS)).toBe(2 * (2 * 3 * 3 * 5) * (4 * 4 * 3));
    const product = pure('product', x, (y) => ({ z: tf.matMul(y as Tensor2D, y as Tensor2D, true, false) }));
    expect(countFlops(traceStep(product), KERNELS)).toBe(2 * 3 * 3 * 2);
  });

  it('hashes what is computed: structure, shapes and frozen weights, not the batch', () => {
    const base = hashGraph(traceStep(fit));
    expect(hashGraph(traceStep(fit))).toBe(base);
    const a = frozen['a']!;
    const changed = ndarray(a.shape, a.data.with(0, a.data[0]! + 1e-6));
    expect(hashGraph(traceStep({ ...fit, frozen: { a: changed } }))).not.toBe(base);
    const sums = [2, 3].map((n) => hashGraph(traceStep(pure('sum', uniform('x', [n]), (y) => ({ z: tf.sum(y) })))));
    expect(sums[0]).not.toBe(sums[1]);
  });
});

describe('lowering', () => {
  const image = uniform('image', [2, 8, 8, 3]);
  const weights = {
    w: uniform('w', [4, 4, 3, 5]),
    b: uniform('b', [5]),
    v: uniform('v', [4, 4, 4, 5]),
    c: uniform('c', [4]),
  };
  const chain = (y: Tensor, { w, b, v, c }: NamedTensors) => {
    const h = tf.relu(tf.add(tf.conv2d(y as Tensor4D, w as Tensor4D, 2, 'same'), b!)); // [2, 4, 4, 5]
    return tf.sigmoid(tf.add(tf.conv2dTranspose(h as Tensor4D, v as Tensor4D, [2, 8, 8, 4], 2, 'same'), c!));
  };

  it('transposes images where they come in and go out, and nowhere between; a bias joins its convolution', () => {
    const step: StepDefinition = {
      name: 'chain',
      frozen: weights,
      state: {},
      inputs: specsOf({ image }),
      run: (args) => ({ state: {}, outputs: { y: chain(args.inputs['image']!, args.frozen) } }),
    };
    expect(operatorsOf(step)).toEqual([
      'Transpose',
      'Conv',
      'Relu',
      'Reshape',
      'MatMul',
      'Col2Im',
      'Add',
      'Sigmoid',
      'Transpose',
    ]);
    const reduced: StepDefinition = {
      ...step,
      run: (args) => ({ state: {}, outputs: { y: tf.mean(chain(args.inputs['image']!, args.frozen)) } }),
    };
    expect(operatorsOf(reduced)).toEqual([
      'Transpose',
      'Conv',
      'Relu',
      'Reshape',
      'MatMul',
      'Col2Im',
      'Add',
      'Sigmoid',
      'ReduceMean',
    ]);
  });

  it('transposes nothing where a network has its channels first: an image only changes its name', () => {
    const [toLast, toFirst] = [
      (y: Tensor) => tf.transpose(y, [0, 2, 3, 1]),
      (y: Tensor) => tf.transpose(y, [0, 3, 1, 2]),
    ];
    const step: StepDefinition = {
      name: 'channels first',
      frozen: weights,
      state: {},
      inputs: specsOf({ image: uniform('channels first', [2, 3, 8, 8]) }),
      run: ({ frozen: { w, v }, inputs }) => {
        const loss = (y: Tensor) => {
          const h = tf.relu(toFirst(tf.conv2d(toLast(y) as Tensor4D, w as Tensor4D, 2, 'same')));
          return tf.mean(
            tf.exp(toFirst(tf.conv2dTranspose(toLast(h) as Tensor4D, v as Tensor4D, [2, 8, 8, 4], 2, 'same'))),
          ) as Scalar;
        };
        return { state: {}, outputs: { gradient: tf.grad(loss)(inputs['image']!) } };
      },
    };
    expect(operatorsOf(step)).not.toContain('Transpose');
  });

  it('writes x·sigmoid(x) as QuickGelu where the sigmoid is read once', () => {
    expect(operatorsOf(pure('silu', x, (y) => ({ z: tf.mul(y, tf.sigmoid(y)) })))).toEqual(['QuickGelu']);
    expect(operatorsOf(pure('gate', x, (y) => ({ z: tf.mul(y, tf.sigmoid(y)), s: tf.sigmoid(y) })))).toEqual([
      'Sigmoid',
      'Mul',
    ]);
  });

  it('differentiates x·sigmoid(x) in four element-wise operations', () => {
    expect(
      operatorsOf(
        pure('silu', x, (y) => ({ g: tf.grad((z) => tf.sum(tf.exp(tf.mul(z, tf.sigmoid(z)))) as Scalar)(y) })),
      ),
    ).toEqual(['Sigmoid', 'Mul', 'Exp', 'Sub', 'Mul', 'Add', 'Mul']);
  });
});
