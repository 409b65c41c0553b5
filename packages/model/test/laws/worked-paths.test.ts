import * as tf from '@tensorflow/tfjs-core';
import { ndarray, rootKey } from '@latent-paths/core';
import { it } from 'vitest';
import { workedExamples } from '../../../../tools/testing/src/laws/worked-examples.js';
import { latentSpace, paths, type Path, type PathExample } from '../../src/index.js';
import { eagerHost } from '../eager-host.js';
import { column, expectClose, toTensors } from '../support.js';
import { answering, handWorld } from './hand-world.js';

const row = (values: readonly number[]) => ndarray([1, values.length], Float32Array.from(values));

it.each(workedExamples<Path, PathExample>(paths))(
  '$kind has the point of its worked example',
  async ({ made, worked }) => {
    const { zA, zB, alpha, pool = [], answer = 0, axes = [zA.length], point } = worked;
    const space = latentSpace(axes, 'nchw');
    const ends = { zA: row(zA), zB: row(zB) };
    const host = eagerHost({
      vae: handWorld,
      alphas: Float32Array.of(0, 0.5, 1),
      latentSize: zA.length,
      pool: ndarray([pool.length, zA.length], Float32Array.from(pool.flat())),
    });
    const solution = await made.solve?.(ends, host);
    const context = {
      ...handWorld,
      ...space,
      weights: answering(made.initial(space, rootKey(1)), answer),
      ...(solution && { solution: toTensors(solution) }),
    };
    const { z: latent, ...others } = made
      .prepare({ zA: tf.tensor2d([[...zA]]), zB: tf.tensor2d([[...zB]]) }, context)
      .at(column([alpha]));
    const picture = 'x' in others ? handWorld.encode(others.x) : null;
    expectClose(latent ?? picture!, tf.tensor2d([[...point]]), 1e-3);
  },
);
