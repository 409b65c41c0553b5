import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { openEngine, type StepDefinition } from '../src/index.js';
import { relativeError, specsOf, uniform } from './arrays.js';

it('enlarges a batch in parts where its columns would take much memory', async () => {
  const inputs = { x: uniform('x', [9, 256, 256, 1]), filter: uniform('filter', [4, 4, 1, 1]) };
  const definition: StepDefinition = {
    name: 'enlarge',
    frozen: {},
    state: {},
    inputs: specsOf(inputs),
    // Ranks as stated above.
    run: ({ inputs: { x, filter } }) => ({
      state: {},
      outputs: { y: tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [9, 512, 512, 1], 2, 'same') },
    }),
  };
  const results = [];
  for (const name of ['cpu', 'onnx'] as const) {
    const engine = await openEngine(name, { threads: 1 });
    const program = await engine.compile(definition);
    if (name === 'onnx') expect(program.print()).toContain('i64[8,1]');
    results.push((await program.run(inputs))['y']!);
    engine.dispose();
  }
  expect(relativeError(results[1]!.data, results[0]!.data)).toBeLessThan(1e-6);
});
