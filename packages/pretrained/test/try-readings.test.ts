import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  formatTried,
  plausibleReadings,
  readingYaml,
  runEagerly,
  tryReadings,
  type AskedReading,
} from '../src/index.js';
import { smallAutoencoder, smallPictures, type SmallOptions } from './small-autoencoder.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const pictures = smallPictures(9);
const tried = (options: SmallOptions, asked: AskedReading = {}) =>
  tryReadings(smallAutoencoder(options), pictures, { run: runEagerly, asked, batch: 4 });

describe('tryReadings', () => {
  it.each<[SmallOptions, object]>([
    [{ posterior: 'interleaved' }, { posterior: 'interleaved', input: { range: [0, 1], layout: 'nchw' } }],
    [{ posterior: 'halves-logvar-first' }, { posterior: 'halves-logvar-first' }],
    [
      { posterior: 'halves', range: [-1, 1] },
      {
        posterior: 'halves',
        input: { range: [-1, 1], layout: 'nchw' },
        output: { name: 'picture', range: [-1, 1], layout: 'nchw' },
      },
    ],
    [
      { posterior: 'apart', range: [-1, 1], layout: 'nhwc' },
      { posterior: { mean: 'mu', logVariance: 'logvar' }, input: { range: [-1, 1], layout: 'nhwc' } },
    ],
    [
      { posterior: 'mean', range: [0, 255] },
      {
        posterior: 'mean',
        input: { range: [0, 255], layout: 'nchw' },
        output: { name: 'picture', range: [0, 255], layout: 'nchw' },
      },
    ],
    [
      { posterior: 'interleaved', range: [-1, 1], summed: true },
      { posterior: 'interleaved', output: { sum: ['picture', '2'], range: [-1, 1], layout: 'nchw' } },
    ],
  ])('finds the reading of a model of %o', async (options, wanted) => {
    const { rows, best, settled, baseline } = await tried(options);
    expect(best).toMatchObject(wanted);
    expect(rows[0]!.error).toBeLessThan(1e-6);
    expect(rows[1]!.error).toBeGreaterThan(1e-3);
    expect(settled).toBe(true);
    expect(baseline).toBeGreaterThan(1e-4);
  });

  it('keeps to what is asked for', async () => {
    const { rows } = await tried({ posterior: 'interleaved' }, { input: { range: [0, 1] }, output: { range: [0, 1] } });
    expect(rows.map(({ reading }) => reading.posterior).sort()).toEqual([
      'halves',
      'halves-logvar-first',
      'interleaved',
    ]);
  });

  it('counts pictures that fill up the last batch no more than once', async () => {
    const at = async (batch: number) =>
      (await tryReadings(smallAutoencoder({ posterior: 'halves' }), pictures, { run: runEagerly, batch })).rows.at(-1)!
        .error!;
    expect(await at(4)).toBeCloseTo(await at(9), 4);
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await tried({ posterior: 'halves' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('tells two files of two models from a wrong reading', async () => {
    const { encoder } = smallAutoencoder({ seed: 2 });
    const { decoder } = smallAutoencoder({ seed: 3 });
    const strange = await tryReadings({ encoder, decoder }, pictures, { run: runEagerly });
    expect(strange.rows[0]!.error).toBeGreaterThan(strange.baseline);
    expect(formatTried(strange)).toMatch(/the two files are not of one model, or the pictures are not of its kind/);
  });

  it('prints the errors, the best marked, and what to paste', async () => {
    const found = await tried({ posterior: 'interleaved' }, { output: { range: [0, 1] } });
    const text = formatTried(found).replaceAll(/\d\.\d{5}/g, '0.?????');
    expect(text).toMatchInlineSnapshot(`
      "Squared error of 9 pictures by 9 readings (0.????? where each is their mean):
         error       input          posterior            output
      →  0.?????     [0, 1] nchw    interleaved          picture [0, 1]
         0.?????     [-1, 1] nchw   interleaved          picture [0, 1]
         0.?????     [0, 1] nchw    halves               picture [0, 1]
         0.?????     [0, 1] nchw    halves-logvar-first  picture [0, 1]
         0.?????     [-1, 1] nchw   halves               picture [0, 1]
         0.?????     [-1, 1] nchw   halves-logvar-first  picture [0, 1]
         640.?????   [0, 255] nchw  halves-logvar-first  picture [0, 1]
         850.?????   [0, 255] nchw  halves               picture [0, 1]
         1490.?????  [0, 255] nchw  interleaved          picture [0, 1]"
    `);
    expect(readingYaml({ encoder: 'enc.onnx', decoder: 'dec.onnx' }, found.best!)).toMatchInlineSnapshot(`
      "vae:
        kind: onnx
        encoder: enc.onnx
        decoder: dec.onnx
        input: { range: [ 0, 1 ], layout: nchw }
        posterior: interleaved
        output: { name: picture, range: [ 0, 1 ] }
      "
    `);
  });

  it('compares one picture with no mean of pictures', async () => {
    const found = await tryReadings(smallAutoencoder({ posterior: 'halves' }), smallPictures(1), { run: runEagerly });
    const text = formatTried(found);
    expect(text).toMatch(/^Squared error of 1 picture by \d+ readings:\n/);
    expect(text).toMatch(
      /\nOne picture does not tell whether a reading is better than the mean of the pictures: give more\.$/,
    );
    expect(text).not.toMatch(/where each is their mean|not of one model/);
  });

  it('refuses pictures that the files do not take', async () => {
    const large = { shape: [1, 8, 8, 1], data: new Float32Array(64) };
    await expect(tryReadings(smallAutoencoder(), large, { run: runEagerly })).rejects.toThrow(
      /enc\.onnx and dec\.onnx: expected an encoder and a decoder of pictures of height 8, width 8 and 1 channels, got image \[batch, 1, 4, 4\] → latents \[batch, 2\] and z \[batch, 2\] → picture \[batch, 1, 4, 4\]/,
    );
  });
});

describe('plausibleReadings', () => {
  it('are every posterior × range in × output × range out', () => {
    expect(plausibleReadings(smallAutoencoder({ posterior: 'mean' }), { imageShape: [4, 4, 1] })).toHaveLength(
      1 * 3 * 1 * 3,
    );
    expect(plausibleReadings(smallAutoencoder({ posterior: 'apart' }), { imageShape: [4, 4, 1] })).toHaveLength(
      2 * 3 * 1 * 3,
    );
    expect(
      plausibleReadings(smallAutoencoder({ posterior: 'halves', summed: true }), { imageShape: [4, 4, 1] }),
    ).toHaveLength(3 * 3 * 2 * 3);
  });
});
