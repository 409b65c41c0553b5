import type * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { decode, vaeSchema } from '../../src/index.js';
import { encode } from '../../src/vae.js';
import { normal, numbers, relativeError, tinyVae, uniform } from '../support.js';

/** One image, as [row][column][channel]. */
type Image = number[][][];

const relu = (x: number): number => Math.max(0, x);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const grid = (h: number, w: number, value: (y: number, x: number) => number[]): Image =>
  Array.from({ length: h }, (_, y) => Array.from({ length: w }, (_, x) => value(y, x)));

/** Rows of zeros before the first, where n rows shrink to half: of 2⌈n/2⌉ + 2 − n, the smaller part. */
const padding = (n: number): number => Math.floor((2 * Math.ceil(n / 2) + 2 - n) / 2);

const vae = tinyVae([7, 8, 2], vaeSchema.parse({ latent: 3, channels: [3, 4] }));
const read = (name: string) => vae.weights[name]!.arraySync() as never; // typed by each use below

function convolve(name: string, x: Image): Image {
  const [kernel, bias]: [number[][][][], number[]] = [read(`${name}/kernel`), read(`${name}/bias`)];
  const [top, left] = [padding(x.length), padding(x[0]!.length)];
  return grid(Math.ceil(x.length / 2), Math.ceil(x[0]!.length / 2), (row, column) =>
    bias.map((c, k) => {
      let sum = c;
      kernel.forEach((line, i) =>
        line.forEach((inputs, j) => {
          const pixel = x[2 * row + i - top]?.[2 * column + j - left];
          pixel?.forEach((value, n) => (sum += value * inputs[n]![k]!));
        }),
      );
      return sum;
    }),
  );
}

function transposed(name: string, x: Image, h: number, w: number): Image {
  const [kernel, bias]: [number[][][][], number[]] = [read(`${name}/kernel`), read(`${name}/bias`)];
  const out = grid(h, w, () => [...bias]);
  x.forEach((line, row) =>
    line.forEach((pixel, column) =>
      kernel.forEach((taps, i) =>
        taps.forEach((outputs, j) => {
          const target = out[2 * row + i - padding(h)]?.[2 * column + j - padding(w)];
          if (target !== undefined)
            outputs.forEach((inputs, k) => inputs.forEach((value, n) => (target[k]! += value * pixel[n]!)));
        }),
      ),
    ),
  );
  return out;
}

function connect(name: string, x: number[]): number[] {
  const [kernel, bias]: [number[][], number[]] = [read(`${name}/kernel`), read(`${name}/bias`)];
  return bias.map((c, m) => x.reduce((sum, value, n) => sum + value * kernel[n]![m]!, c));
}

const each = (image: Image, f: (x: number) => number): Image => image.map((line) => line.map((pixel) => pixel.map(f)));

it('E is what plain loops in double precision make of it', () => {
  const x = uniform<tf.Tensor4D>('x', [1, 7, 8, 2]);
  const [image] = x.arraySync() as [Image]; // a batch of one
  const h = each(convolve('encoder/conv1', each(convolve('encoder/conv0', image), relu)), relu);
  expect(relativeError(numbers(encode(vae.weights, x)), connect('encoder/mean', h.flat(2)))).toBeLessThan(1e-5);
});

it('D is too', () => {
  const z = normal('z', [1, 3]);
  const h = connect('decoder/dense', numbers(z)).map(relu);
  const first = grid(2, 2, (y, x) => h.slice(4 * (2 * y + x), 4 * (2 * y + x) + 4));
  const image = each(transposed('decoder/conv1', each(transposed('decoder/conv0', first, 4, 4), relu), 7, 8), sigmoid);
  expect(relativeError(numbers(decode(vae, z)), image.flat(2))).toBeLessThan(1e-5);
});
