import { describe, expect, it } from 'vitest';
import { pathMetrics } from './registry.js';
import type { Interpolation, InterpolatedLatents } from './metric.js';
import { measureInterpolation } from './measure-interpolation.js';

type Point = readonly [x: number, y: number];

/** A path of images of two pixels, from D(zA) = (0, 0) to D(zB) = (4, 0) where nothing else is said. */
const interpolation = (frames: readonly Point[], changes: Partial<Interpolation> = {}): Interpolation => ({
  frames: Float32Array.from(frames.flat()),
  decodedA: Float32Array.of(0, 0),
  decodedB: Float32Array.of(4, 0),
  nearest: Float64Array.of(0),
  latents: null,
  ...changes,
});

const value = (name: keyof typeof pathMetrics, interpolated: Interpolation) =>
  pathMetrics[name].value(measureInterpolation(interpolated));

/** Right, up, right: three steps of lengths 1, 2 and 3 with two right angles. */
const STAIRS: Interpolation = interpolation([
  [0, 0],
  [1, 0],
  [1, 2],
  [4, 2],
]);

describe('speed', () => {
  it('length, energy and non-uniformity of steps 1, 2, 3', () => {
    expect(value('decoded-length', STAIRS)).toBe(6);
    expect(value('energy', STAIRS)).toBe(3 * (1 + 4 + 9));
    expect(value('non-uniformity', STAIRS)).toBeCloseTo(42 / 36 - 1, 12);
    expect(value('alpha-sensitivity', STAIRS)).toBe(6 / 4);
  });

  it('non-uniformity is 0 at constant speed, also around corners, and n − 1 for one jump', () => {
    expect(
      value(
        'non-uniformity',
        interpolation([
          [0, 0],
          [1, 0],
          [1, 1],
          [2, 1],
          [2, 0],
        ]),
      ),
    ).toBe(0);
    expect(
      value(
        'non-uniformity',
        interpolation([
          [0, 0],
          [0, 0],
          [0, 0],
          [4, 0],
          [4, 0],
        ]),
      ),
    ).toBeCloseTo(3, 12);
  });

  it('α-sensitivity is not defined where both ends decode to one image, whatever the path does', () => {
    expect(value('alpha-sensitivity', { ...STAIRS, decodedB: Float32Array.of(0, 0) })).toBeNull();
  });
});

describe('turning', () => {
  it.each<[string, Point[], number]>([
    [
      'two right angles',
      [
        [0, 0],
        [1, 0],
        [1, 2],
        [4, 2],
      ],
      Math.PI,
    ],
    [
      'there and back',
      [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
      Math.PI,
    ],
    [
      'a straight line at uneven speed',
      [
        [0, 0],
        [1, 1],
        [4, 4],
        [5, 5],
      ],
      0,
    ],
    [
      'a straight line with a rest',
      [
        [0, 0],
        [1, 1],
        [1, 1],
        [1, 1],
        [2, 2],
      ],
      0,
    ],
    [
      'a corner with a rest in it',
      [
        [0, 0],
        [1, 0],
        [1, 0],
        [1, 5],
      ],
      Math.PI / 2,
    ],
    [
      'rests at both ends',
      [
        [0, 0],
        [0, 0],
        [1, 0],
        [1, 5],
        [1, 5],
      ],
      Math.PI / 2,
    ],
    [
      'one jump',
      [
        [0, 0],
        [0, 0],
        [3, 4],
      ],
      0,
    ],
    [
      'an octagon without its last side',
      [0, 1, 2, 3, 4, 5, 6, 7].map((i): Point => [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)]),
      (6 * Math.PI) / 4,
    ],
  ])('of %s', (_, frames, expected) => {
    expect(value('turning', interpolation(frames))).toBeCloseTo(expected, 6);
  });

  it('keeps small angles', () => {
    expect(
      value(
        'turning',
        interpolation([
          [0, 0],
          [1, 0],
          [2, 2 ** -20],
        ]),
      )! *
        2 ** 20,
    ).toBeCloseTo(1, 9);
  });

  it('is not defined where nothing moves', () => {
    expect(
      value(
        'turning',
        interpolation([
          [1, 1],
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBeNull();
  });
});

describe('monotonicity', () => {
  it.each<[string, Point[], number]>([
    [
      'the stairs: up goes away from the start, and nearer to the end',
      [
        [0, 0],
        [1, 0],
        [1, 2],
        [4, 2],
      ],
      1,
    ],
    [
      'one step in four back',
      [
        [0, 0],
        [2, 0],
        [1, 0],
        [3, 0],
        [4, 0],
      ],
      3 / 4,
    ],
    [
      'a way around the end, of which the first step alone leads away from the start',
      [
        [0, 0],
        [4, 1],
        [4, -1],
        [4, 0],
      ],
      1 / 3,
    ],
    [
      'a rest, which leads nowhere',
      [
        [0, 0],
        [2, 0],
        [2, 0],
        [4, 0],
      ],
      2 / 3,
    ],
    [
      'a loop, which ends where it began',
      [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
      0,
    ],
  ])('of %s', (_, frames, expected) => {
    expect(value('monotonicity', interpolation(frames))).toBe(expected);
  });
});

describe('of latents', () => {
  const latents: InterpolatedLatents = {
    z: Float32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4),
    zA: Float32Array.of(3, 4),
    zB: Float32Array.of(4, 5),
    back: Float32Array.of(0, 1, 2, 2, 4, 6),
    strayed: Float32Array.of(0, 0, 3, 4, 0, -1),
    reprojection: Float32Array.of(0.5, 1, 2, 1.5, 3),
    tau: 1.5,
  };
  const path = interpolation(
    [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ],
    { latents },
  );

  it('endpoint error is the mean of both ends’ distances', () => {
    expect(value('endpoint-error', path)).toBe((5 + 1) / 2);
  });

  it('symmetry compares with the way back at those α at which it was walked', () => {
    expect(value('symmetry', path)).toBe((1 + 0 + 2) / 3);
    expect(value('symmetry', { ...path, latents: { ...latents, back: null } })).toBeNull();
  });

  it('the identity error is the mean distance that the path from a latent to itself strays from it', () => {
    expect(value('identity-error', path)).toBe((0 + 5 + 1) / 3);
    expect(value('identity-error', { ...path, latents: { ...latents, strayed: null } })).toBeNull();
  });

  it('the share inside the ε-tube counts τ itself in', () => {
    expect(value('inside-tube', path)).toBe(3 / 5);
  });
});

it('the distances to the nearest real image are averaged, or taken in the middle', () => {
  const path = interpolation(
    [
      [0, 0],
      [1, 0],
      [2, 0],
    ],
    { nearest: Float64Array.of(1, 5, 3) },
  );
  expect(value('nearest-real', path)).toBe(3);
  expect(value('nearest-real-half', path)).toBe(5);
});
