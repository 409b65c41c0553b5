import { describe, expect, it } from 'vitest';
import { fitPicture } from './fit-picture.js';
import { kernels, type KernelName } from './kernels.js';
import { resample, type Image } from './resample.js';

/** Value at (y, x) in every channel. */
function ramp(height: number, width: number, channels: number, at: (y: number, x: number) => number): Image {
  const values = Float32Array.from({ length: height * width * channels }, (_, i) => {
    const pixel = Math.floor(i / channels);
    return at(Math.floor(pixel / width), pixel % width);
  });
  return { height, width, channels, values };
}

const names = Object.keys(kernels) as KernelName[]; // Object.keys forgets that they are its names

describe('resample', () => {
  it.each(names)('keeps one tone one tone, channel by channel, with %s', (kernel) => {
    const image = {
      height: 5,
      width: 7,
      channels: 3,
      values: Float32Array.from({ length: 105 }, (_, i) => [0.25, 0.5, 1][i % 3]!),
    };
    for (const [height, width] of [
      [3, 11],
      [16, 2],
    ] as const) {
      const made = resample(image, height, width, kernel);
      made.values.forEach((value, i) => expect(value).toBeCloseTo([0.25, 0.5, 1][i % 3]!, 6));
    }
  });

  it('puts new pixels between old ones: linear doubles [0, 1] to [0, ¼, ¾, 1]', () => {
    expect([
      ...resample(
        ramp(1, 2, 1, (_, x) => x),
        1,
        4,
        'linear',
      ).values,
    ]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('changes nothing where the size is the same', () => {
    const image = ramp(3, 4, 1, (y, x) => (y * 4 + x) / 12);
    for (const kernel of names) expect(resample(image, 3, 4, kernel).values).toEqual(image.values);
  });
});

describe('fitPicture', () => {
  const wide = ramp(4, 8, 1, (_, x) => x / 8);

  it('cuts the middle to the proportions that are asked for', () => {
    expect([...fitPicture(wide, { size: 4 }).values.subarray(0, 4)]).toEqual([2 / 8, 3 / 8, 4 / 8, 5 / 8]);
  });

  it('stretches where it is told to fill', () => {
    const { values } = fitPicture(wide, { size: 4, fit: 'fill', kernel: 'box' });
    expect([...values.subarray(0, 4)]).toEqual([0.5 / 8, 2.5 / 8, 4.5 / 8, 6.5 / 8]);
  });

  it('leaves a border where it is told to contain, and asks for its colour', () => {
    expect(() => fitPicture(wide, { size: 8, fit: 'contain' })).toThrow(/background for the border[^]*Add background/);
    const { values } = fitPicture(wide, { size: 8, fit: 'contain', background: [1, 1, 1] });
    const rows = Array.from({ length: 8 }, (_, y) => [...values.subarray(y * 8, y * 8 + 8)]);
    const inner = [0, 1, 2, 3, 4, 5, 6, 7].map((x) => x / 8);
    expect(rows).toEqual([
      ...Array(2).fill(Array(8).fill(1)),
      ...Array(4).fill(inner),
      ...Array(2).fill(Array(8).fill(1)),
    ]);
  });

  it('cuts in pixels of the picture before it resizes, and says where there are too few', () => {
    expect([...fitPicture(wide, { crop: [2, 2] }).values]).toEqual([3 / 8, 4 / 8, 3 / 8, 4 / 8]);
    expect(() => fitPicture(wide, { crop: 5 })).toThrow('crop: expected an image of at least 5×5, got 4×8');
  });

  it('makes grey by luma, and keeps grey what is grey', () => {
    const colours = { height: 1, width: 2, channels: 3, values: Float32Array.of(1, 0, 0, 0.3, 0.3, 0.3) };
    const { values } = fitPicture(colours, { channels: 1 });
    expect(values[0]).toBeCloseTo(0.299, 7);
    expect(values[1]).toBe(Math.fround(0.3));
    expect([
      ...fitPicture({ ...colours, width: 1, channels: 1, values: Float32Array.of(0.5) }, { channels: 3 }).values,
    ]).toEqual([0.5, 0.5, 0.5]);
  });

  it('stays in 0…1 with kernels that overshoot', () => {
    const step = ramp(8, 8, 1, (_, x) => (x < 4 ? 0 : 1));
    const { values } = fitPicture(step, { size: 16, kernel: 'lanczos3' });
    expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1]);
    expect(Math.max(...resample(step, 16, 16, 'lanczos3').values)).toBeGreaterThan(1);
  });
});
