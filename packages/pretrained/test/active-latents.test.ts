import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activeLatents, applyReading, type PretrainedVae } from '../src/index.js';
import { pictures, tensorsOf } from './reading-support.js';
import { smallAutoencoder } from './small-autoencoder.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const HELD = 0.7;
const known = { imageShape: [4, 4, 1] } as const;

describe('activeLatents', () => {
  let whole: PretrainedVae;
  beforeAll(() => {
    whole = applyReading(
      smallAutoencoder({ posterior: 'halves' }),
      { posterior: 'halves', input: { range: [0, 1] } },
      known,
    );
  });

  it.each([0, 1])('gives the dimension %i alone, and decodes it with the other as it is held', (dimension) => {
    const vae = activeLatents(whole, { dimensions: [dimension], held: [HELD] });
    expect(vae).toMatchObject({ latentShape: [1], active: { dimensions: [dimension], of: [2] } });
    tf.tidy(() => {
      const frozen = tensorsOf(vae);
      const [z, all] = [vae.encode(frozen, pictures()), whole.encode(frozen, pictures()).arraySync()];
      expect(z.arraySync()).toEqual(all.map((row) => [row[dimension]]));
      expect(vae.posterior(frozen, pictures()).logVariance!.shape).toEqual([5, 1]);
      const filled = all.map((row) => row.with(1 - dimension, HELD));
      const wanted = whole.decode(frozen, tf.tensor2d(filled)).arraySync();
      expect(vae.decode(frozen, z).arraySync()).toEqual(wanted);
    });
  });

  it.each([
    { dimensions: [], held: [0, 0] },
    { dimensions: [1, 0], held: [] },
    { dimensions: [2], held: [0] },
    { dimensions: [0], held: [] },
  ])('refuses $dimensions with $held', (active) => {
    expect(() => activeLatents(whole, active)).toThrow(/^activeLatents: expected dimensions of 2 in rising order/);
  });
});
