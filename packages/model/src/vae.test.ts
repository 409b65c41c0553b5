import * as tf from '@tensorflow/tfjs-core';
import { rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  normal,
  numbers,
  tinyConfig,
  tinyVae,
  uniform,
} from '../test/support.js';
import { initialVae } from './vae-initial.js';
import { decode, encode, featureSizes, posterior, project, vaeSchema } from './vae.js';

describe.each([28, 32, 64])('a VAE of %i pixels', (size) => {
  it.each([1, 3])('with %i channels encodes, decodes and projects', (channels) => {
    const vae = tinyVae([size, size, channels], vaeSchema.parse({ latent: 5, channels: [2, 2, 3] }));
    const z = normal('z', [2, 5]);
    const x = decode(vae, z);
    expect(x.shape).toEqual([2, size, size, channels]);
    expect(Math.min(...numbers(x))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers(x))).toBeLessThanOrEqual(1);
    expect(encode(vae.weights, x).shape).toEqual([2, 5]);
    expectClose(project(vae, z), encode(vae.weights, x), 1e-6);
  });
});

it('feature maps of 28 pixels are 14, 7 and 4', () => {
  expect(featureSizes(28, 3)).toEqual([28, 14, 7, 4]);
});

it('the schema’s defaults are the reference VAE, and unknown keys are refused', () => {
  expect(vaeSchema.parse({})).toEqual({ latent: 256, channels: [32, 64, 128], variance: 0.025 });
  expect(vaeSchema.safeParse({ latnet: 3 }).success).toBe(false);
});

it('images that are not square keep their shape', () => {
  expect(decode(tinyVae([8, 12, 1]), normal('z', [1, 4])).shape).toEqual([1, 8, 12, 1]);
});

it('a latent is the posterior mean, and needs no log-variance head', () => {
  const { weights } = tinyVae();
  const x = uniform<tf.Tensor4D>('x', [2, 8, 8, 1]);
  const headless = Object.fromEntries(
    Object.entries(weights).filter(([name]) => !name.startsWith('encoder/log-variance')),
  );
  expectClose(encode(headless, x), posterior(weights, x).mean, 1e-7);
  expect(() => posterior(headless, x)).toThrow(/expected encoder\/log-variance\/kernel, got only .*encoder\/mean/);
});

it('P has the gradient of central differences', () => {
  const vae = tinyVae();
  const direction = normal('direction', [2, 4]);
  const scored = (z: tf.Tensor): tf.Scalar => tf.sum(tf.mul(direction, project(vae, z as tf.Tensor2D)));
  expectGradient('project', (z) => scored(z!), { z: normal('z', [2, 4]) });
});

it('P leaves no tensor behind', () => {
  const vae = tinyVae();
  const z = normal('z', [2, 4]);
  expectNoLeak(() => project(vae, z));
});

describe('starting weights', () => {
  it('follow from the key alone', () => {
    expect(initialVae(tinyConfig, [8, 8, 1], rootKey(1))).toEqual(initialVae(tinyConfig, [8, 8, 1], rootKey(1)));
    expect(initialVae(tinyConfig, [8, 8, 1], rootKey(1))).not.toEqual(initialVae(tinyConfig, [8, 8, 1], rootKey(2)));
  });

  it('keep the scale of what passes through the default VAE', () => {
    const vae = tinyVae([32, 32, 3], vaeSchema.parse({}));
    const { mean } = tf.moments(tf.square(encode(vae.weights, normal<tf.Tensor4D>('x', [2, 32, 32, 3]))));
    // Glorot's 2/(2048 + 256) · 2048 ≈ 1.8, on inputs of power 1
    expect(mean.dataSync()[0]).toBeGreaterThan(0.5);
    expect(mean.dataSync()[0]).toBeLessThan(4);
  });
});
