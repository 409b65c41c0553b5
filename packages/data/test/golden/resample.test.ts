import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { kernels, type KernelName } from '../../src/images/fit/kernels.js';
import { resample } from '../../src/images/fit/resample.js';

const names = Object.keys(kernels) as [KernelName, ...KernelName[]]; // Object.keys forgets that they are its names
const resized = z.object({ kernel: z.enum(names), height: z.int(), width: z.int(), values: z.array(z.number()) });
const schema = z.object({ height: z.int(), width: z.int(), values: z.array(z.number()), resized: z.array(resized) });
const golden = schema.parse(JSON.parse(readFileSync(join(__dirname, 'resample.json'), 'utf8')));

const image = { height: golden.height, width: golden.width, channels: 1, values: Float32Array.from(golden.values) };

it.each(golden.resized)('resizes by $kernel to $height×$width as Pillow does', ({ kernel, height, width, values }) => {
  const made = resample(image, height, width, kernel).values;
  expect(Math.max(...Array.from(made, (value, i) => Math.abs(value - values[i]!)))).toBeLessThan(1e-6);
});

it('covers every kernel, smaller and larger', () => {
  expect(golden.resized.map(({ kernel }) => kernel)).toEqual(names.flatMap((name) => [name, name]));
});
