import * as tf from '@tensorflow/tfjs-core';
import { rootKey } from '@latent-paths/core';
import { it } from 'vitest';
import { workedExamples } from '../../../../tools/testing/src/laws/worked-examples.js';
import { holdValues } from '../../../../tools/testing/src/laws/hold-values.js';
import { lossContext, losses, type InterpolateOptions, type Loss, type LossExample } from '../../src/index.js';
import { column, numbers } from '../support.js';
import { answering, handWorld } from './hand-world.js';

const path = ({ zA, zB, alpha }: InterpolateOptions): tf.Tensor2D =>
  tf.add(zA, tf.mul(tf.mul(2, tf.square(alpha)), tf.sub(zB, zA)));
const rows = (values: readonly (readonly number[])[]) => tf.tensor2d(values.map((row) => [...row]));

it.each(workedExamples<Loss, LossExample>(losses))(
  '$kind has the value of its worked example',
  ({ kind, made, worked }) => {
    const { z, zA, zB, alpha, level, answer, value } = worked;
    const own = made.network?.initial({ latentSize: 2, imageShape: [1, 1, 2] }, rootKey(1)) ?? {};
    const points = rows(z);
    const context = lossContext({
      ...handWorld,
      interpolate: path,
      z: points,
      zA: rows(zA),
      zB: rows(zB),
      alpha: column(alpha),
      pool: tf.zerosLike(points),
      noise: tf.zerosLike(points),
      ...(level && { level: column(level) }),
      own: answering(own, answer ?? 0),
    });
    holdValues({
      what: `the worked example of ${kind}`,
      by: 'by hand',
      expected: { shape: [], data: [value] },
      got: { shape: [], data: numbers(made.value(context)) },
      tolerance: 1e-5,
    });
  },
);
