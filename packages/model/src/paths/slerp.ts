import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { distance } from '../ops/distance.js';
import { untrained, type Endpoints, type Path } from './path.js';
import { definePath } from './define-path.js';

/** Below this sine the two directions count as (anti)parallel. */
const SMALLEST_SINE = 1e-3;
/** Prevents 0/0 for the zero vector, and is far below every relevant norm. */
const TINY = 1e-20;

/**
 * Spherical linear interpolation z = sin((1−α)ω)/sin ω·zA + sin(αω)/sin ω·zB, ω the angle between zA and zB.
 *
 * Where zA and zB are parallel the limit is the straight line; if they are antiparallel, no great circle is unique and
 * the formula diverges. In both cases the path is the straight line. ω = 2·atan(‖a−b‖/‖a+b‖) for unit vectors a, b,
 * which
 * keeps its digits where arccos(a·b) loses them.
 * Source: Shoemake 1985; White 2016. The angle: Kahan 2006, "How futile are mindless assessments of roundoff".
 */
export const slerp = definePath({
  about: 'spherical interpolation along the great circle through the two latents',
  schema: z.object({}),
  worked: { zA: [2, 0], zB: [0, 2], alpha: 0.5, point: [Math.SQRT2, Math.SQRT2] },
  build: (): Path => ({
    ...untrained,
    prepare({ zA, zB }) {
      const omega = angle({ zA, zB });
      const sine = tf.sin(omega);
      const curved = tf.greater(sine, SMALLEST_SINE);
      // The branch that is not taken must stay finite too.
      const denominator = tf.maximum(sine, SMALLEST_SINE);
      const coefficient = (share: tf.Tensor2D): tf.Tensor2D =>
        tf.where(curved, tf.div(tf.sin(tf.mul(share, omega)), denominator), share);
      return {
        at: (alpha) => ({
          z: tf.add(tf.mul(coefficient(tf.sub(1, alpha)), zA), tf.mul(coefficient(alpha), zB)),
        }),
      };
    },
  }),
});

/** Angle between zA and zB, 0…π; [b, d] → [b, 1] */
function angle({ zA, zB }: Endpoints): tf.Tensor2D {
  const a = unit(zA);
  const b = unit(zB);
  const across = distance<tf.Tensor1D>(a, b);
  const along = distance<tf.Tensor1D>(a, tf.neg(b));
  return tf.expandDims(tf.mul(2, tf.atan(tf.div(across, tf.maximum(along, TINY)))), 1);
}

function unit(z: tf.Tensor2D): tf.Tensor2D {
  const norm = tf.sqrt(tf.sum(tf.square(z), 1, true));
  return tf.div(z, tf.maximum(norm, TINY));
}
