import * as tf from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type StepDefinition } from '../src/index.js';
import { traceStep } from '../src/trace.js';
import { uniform } from './arrays.js';
import { fit, pure } from './steps.js';

const x = uniform('x', [2, 3]);

beforeAll(async () => {
  (await openEngine('cpu')).dispose();
  await tf.setBackend('cpu');
});

/** Traces and checks that TensorFlow.js is afterwards as it was before. */
function trace(definition: StepDefinition) {
  const before = { backend: tf.getBackend(), tensors: tf.memory().numTensors, names: tf.engine().backendNames() };
  try {
    return traceStep(definition);
  } finally {
    expect({ backend: tf.getBackend(), tensors: tf.memory().numTensors, names: tf.engine().backendNames() }).toEqual(
      before,
    );
  }
}

describe('tracing', () => {
  it('leaves TensorFlow.js as it was', () => {
    expect(trace(fit).nodes.length).toBeGreaterThan(20);
    expect(() =>
      trace(
        pure('thrower', x, () => {
          throw new Error('mine');
        }),
      ),
    ).toThrow('mine');
  });

  it('leaves nothing behind when the backward pass fails', () => {
    const f = tf.customGrad((y) => ({
      value: tf.square(tf.exp(y as tf.Tensor)),
      gradFunc: () => {
        throw new Error('no way back');
      },
    }));
    expect(() =>
      trace(pure('backward', x, (y) => ({ g: tf.grad((z) => tf.sum(f(tf.mul(tf.exp(z), 2))) as Scalar)(y) }))),
    ).toThrow('no way back');
  });

  it.each([
    ['dataSync', (y: tf.Tensor) => tf.scalar(y.dataSync()[0]!)],
    ['arraySync', (y: tf.Tensor) => tf.tensor(y.arraySync())],
    ['data', (y: tf.Tensor) => (void y.data().catch(() => undefined), y.dataSync(), y)],
  ])('refuses %s', (_, read) => {
    expect(() => trace(pure('reader', x, (y) => ({ y: read(tf.mul(y, 2)) })))).toThrow(
      /step reader: expected no tensor to be read.*return it as an output/,
    );
  });

  it('names an unsupported kernel and where it was called', () => {
    expect(() => trace(pure('sorter', x, (y) => ({ y: tf.topk(y, 1).values })))).toThrow(
      /TopK: expected a kernel that the step compiler can lower, called at .*trace\.test\.ts/,
    );
  });

  it('refuses a tensor from outside the step', () => {
    const outside = tf.tensor1d([1, 2, 3]);
    expect(() => trace(pure('catcher', x, (y) => ({ y: tf.add(y, outside) })))).toThrow(
      /step catcher: Add: expected a tensor made by the step, got one of shape \[3\]/,
    );
    outside.dispose();
  });

  it('refuses a next state of another kind', () => {
    const broken = (state: StepDefinition['run']): StepDefinition => ({ ...fit, run: state });
    expect(() => trace(broken(({ state }) => ({ state: { w: state['w']! }, outputs: {} })))).toThrow(
      'fit: next state.b: expected an array, got none',
    );
    expect(() => trace(broken(({ state }) => ({ state: { ...state, b: state['w']! }, outputs: {} })))).toThrow(
      'fit: next state.b: expected float32[4], got float32[3, 4]',
    );
    expect(() => trace(broken(({ state }) => ({ state, outputs: { flag: tf.greater(state['b']!, 0) } })))).toThrow(
      /outputs.flag: expected float32 or int32, got bool/,
    );
  });

  it('records gradients of gradients', async () => {
    const engine = await openEngine('onnx', { threads: 1 });
    const cube = (y: tf.Tensor) => tf.sum(tf.mul(y, tf.square(y))) as Scalar;
    const program = await engine.compile(
      pure('twice', x, (y) => ({ g: tf.grad((z) => tf.sum(tf.grad(cube)(z)) as Scalar)(y) })),
    );
    const { g } = await program.run({ x });
    g!.data.forEach((value, i) => expect(value).toBeCloseTo(6 * x.data[i]!, 5));
    engine.dispose();
  });
});
