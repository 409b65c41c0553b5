import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  imageSet,
  pathMetrics,
  pointMetrics,
  setMetrics,
  measureInterpolation,
  type Images,
  type PointSample,
  type Interpolation,
} from '../../src/index.js';
import { expectClose, expectNoLeak, normal, numbers } from '../support.js';

const floats = (label: string, length: number, deviation = 1) =>
  Float32Array.from(numbers(normal(label, [length], deviation)));
const reversedRows = (rows: Float32Array, width: number) =>
  Float32Array.from(rows, (_, i) => rows[rows.length - width * (Math.floor(i / width) + 1) + (i % width)]!);

describe.each(Object.entries(pointMetrics))('of points: %s', (_, metric) => {
  const [p, a, d] = [3, 5, 4];
  const sample: PointSample = {
    z: normal('z', [p, a, d]),
    linear: normal('linear', [p, a, d]),
    projected: normal('projected', [p, a, d]),
  };

  it('is finite, not negative and of the right shape, and leaves no tensor behind', () => {
    const values = metric.value(sample);
    expect(values.shape).toEqual([p, a]);
    expect(numbers(values).every((x) => x >= 0 && x < Infinity)).toBe(true);
    expectNoLeak(() => metric.value(sample));
  });

  it.each([0, 1])('lets nothing along axis %i see another', (axis) => {
    const reversed = {
      z: tf.reverse(sample.z, axis),
      linear: tf.reverse(sample.linear, axis),
      projected: tf.reverse(sample.projected, axis),
    };
    expectClose(tf.reverse(metric.value(reversed), axis), metric.value(sample), 1e-6);
  });
});

const [COUNT, D, d] = [9, 12, 4];

/** A path of normal draws, walked back at every second α. */
const wild: Interpolation = {
  frames: floats('frames', COUNT * D),
  decodedA: floats('decodedA', D),
  decodedB: floats('decodedB', D),
  nearest: Float64Array.of(3, 1, 4, 1, 5),
  latents: {
    z: floats('z', COUNT * d),
    zA: floats('zA', d),
    zB: floats('zB', d),
    back: floats('back', 5 * d),
    strayed: floats('strayed', 5 * d),
    reprojection: floats('reprojection', COUNT).map(Math.abs),
    tau: 0.7,
  },
};

function reversedInterpolation({ frames, decodedA, decodedB, nearest, latents }: Interpolation): Interpolation {
  return {
    frames: reversedRows(frames, D),
    decodedA: decodedB,
    decodedB: decodedA,
    nearest: nearest.toReversed(),
    latents: latents && {
      ...latents,
      z: reversedRows(latents.z, d),
      zA: latents.zB,
      zB: latents.zA,
      back: latents.back && reversedRows(latents.back, d),
      reprojection: latents.reprojection.toReversed(),
    },
  };
}

/** All images changed alike. */
function repainted(interpolation: Interpolation, change: (image: Float32Array) => Float32Array): Interpolation {
  const frames = new Float32Array(interpolation.frames.length);
  for (let i = 0; i < frames.length; i += D) frames.set(change(interpolation.frames.subarray(i, i + D)), i);
  return {
    ...interpolation,
    frames,
    decodedA: change(interpolation.decodedA),
    decodedB: change(interpolation.decodedB),
  };
}

/** x_i = from + t_i·(to − from), in latents and images alike. */
function straight(t: readonly number[]): Interpolation {
  const along = (from: Float32Array, to: Float32Array) =>
    Float32Array.from({ length: t.length * from.length }, (_, i) => {
      const [point, j] = [t[Math.floor(i / from.length)]!, i % from.length];
      return (1 - point) * from[j]! + point * to[j]!;
    });
  const { zA, zB } = wild.latents!;
  const z = along(zA, zB);
  return {
    ...wild,
    frames: along(wild.decodedA, wild.decodedB),
    latents: {
      zA,
      zB,
      z,
      back: z,
      strayed: new Float32Array(3 * d),
      reprojection: new Float32Array(t.length),
      tau: 0.7,
    },
  };
}

const EVEN = Array.from({ length: COUNT }, (_, i) => i / (COUNT - 1));

describe.each(Object.entries(pathMetrics))('of paths: %s', (name, metric) => {
  const value = (interpolation: Interpolation) => metric.value(measureInterpolation(interpolation));

  it('is finite and not negative', () => {
    expect(value(wild)).toBeGreaterThanOrEqual(0);
    expect(value(wild)).toBeLessThan(Infinity);
  });

  it('is the same for the reversed path between the reversed ends', () => {
    expect(value(reversedInterpolation(wild))).toBeCloseTo(value(wild)!, 10);
  });

  it('does not see where pixels are, nor light that is added to all images', () => {
    const turned = repainted(wild, (image) => image.toReversed());
    expect(value(turned)).toBeCloseTo(value(wild)!, 10);
    const lit = repainted(wild, (image) => image.map((x, i) => x + 0.25 * (i % 3)));
    expect(value(lit)).toBeCloseTo(value(wild)!, 5);
  });

  it('of a path of images alone is that of the same images with latents, or is not defined', () => {
    const latent = ['endpoint-error', 'identity-error', 'symmetry', 'inside-tube'].includes(name);
    expect(value({ ...wild, latents: null })).toBe(latent ? null : value(wild));
  });

  it('tells the straight path at constant speed', () => {
    const length = Math.hypot(...wild.decodedA.map((x, i) => x - wild.decodedB[i]!));
    const expected: Record<keyof typeof pathMetrics, number> = {
      'endpoint-error': 0,
      'identity-error': 0,
      'alpha-sensitivity': 1,
      'decoded-length': length,
      energy: length ** 2,
      'non-uniformity': 0,
      turning: 0,
      monotonicity: 1,
      symmetry: 0,
      'inside-tube': 1,
      'nearest-real': 2.8,
      'nearest-real-half': 4,
    };
    // `name` is a key of the registry
    expect(value(straight(EVEN))).toBeCloseTo(expected[name as keyof typeof pathMetrics], 4);
  });

  it('tells a path that stays where it is', () => {
    const still = repainted(wild, (image) => image);
    still.frames.set(Float32Array.from({ length: COUNT * D }, (_, i) => wild.decodedA[i % D]!));
    const expected: Partial<Record<string, number | null>> = {
      'alpha-sensitivity': 0,
      'decoded-length': 0,
      energy: 0,
      'non-uniformity': null,
      turning: null,
      monotonicity: 0,
    };
    if (name in expected) expect(value(still)).toBe(expected[name]);
  });
});

describe('of sets', () => {
  const [n, m, f, size] = [12, 16, 3, 4];
  const images: Images = {
    middles: { path: floats('path', n * size, 2), linear: floats('linear', n * size), size },
    nearest: Int32Array.from({ length: n }, (_, i) => (i * 5) % 7),
    features: floats('features', n * f, 1.2),
    realFeatures: floats('real', m * f),
    featureSize: f,
  };

  describe.each(Object.entries(setMetrics))('%s', (name, metric) => {
    it('is finite and positive', () => {
      expect(metric.value(imageSet(images))).toBeGreaterThan(0);
      expect(metric.value(imageSet(images))).toBeLessThan(Infinity);
    });

    it('does not see the order of the pairs', () => {
      const { path, linear } = images.middles!;
      const reordered = imageSet({
        ...images,
        middles: { path: reversedRows(path, size), linear: reversedRows(linear, size), size },
        nearest: images.nearest.toReversed(),
        features: reversedRows(images.features, f),
      });
      expect(metric.value(reordered)).toBeCloseTo(metric.value(imageSet(images))!, 10);
    });

    it('does not see a shift of all features, nor an exchange of two of them', () => {
      const moved = (rows: Float32Array) => rows.map((_, i) => 3 + rows[i - (i % f) + ((i + 1) % f)]!);
      const changed = imageSet({
        ...images,
        features: moved(images.features),
        realFeatures: moved(images.realFeatures),
      });
      expect(metric.value(changed)).toBeCloseTo(metric.value(imageSet(images))!, 4);
    });

    it('of images without latents is that with latents, or is not defined', () => {
      const latent = name === 'diversity' || name === 'effective-rank';
      expect(metric.value(imageSet({ ...images, middles: null }))).toBe(latent ? null : metric.value(imageSet(images)));
    });
  });

  it('are refused where arrays do not match', () => {
    expect(() => imageSet({ ...images, nearest: images.nearest.slice(1) })).toThrow(
      /3 features of each of two images or more, got 36 of 11/,
    );
    expect(() => imageSet({ ...images, nearest: Int32Array.of(1), features: images.features.slice(0, f) })).toThrow(
      /two images or more/,
    );
    expect(() => imageSet({ ...images, realFeatures: images.realFeatures.slice(1) })).toThrow(
      /of each of two real images or more, got 47/,
    );
    expect(() => imageSet({ ...images, middles: { ...images.middles!, path: images.middles!.path.slice(1) } })).toThrow(
      /12 middles of 4 numbers, got 47 and 48/,
    );
  });
});

describe('a walk', () => {
  it('has the lengths of its steps', () => {
    const { steps } = measureInterpolation({
      ...wild,
      frames: Float32Array.from({ length: 3 * D }, (_, i) => (i === D || i === 2 * D + 1 ? 2 : 0)),
      latents: null,
    });
    expect([...steps]).toEqual([2, Math.sqrt(8)]);
  });

  it('is refused where arrays do not match', () => {
    const latents = wild.latents!;
    expect(() => measureInterpolation({ ...wild, frames: wild.frames.slice(0, D) })).toThrow(
      /two whole frames or more/,
    );
    expect(() => measureInterpolation({ ...wild, decodedB: wild.decodedB.slice(1) })).toThrow(
      /of one size, got 108, 12 and 11/,
    );
    expect(() => measureInterpolation({ ...wild, nearest: Float64Array.of(1, 2) })).toThrow(/odd number of α, got 2/);
    for (const wrong of [
      { z: latents.z.slice(1) },
      { zB: latents.zB.slice(1) },
      { reprojection: latents.reprojection.slice(1) },
      { back: floats('b', 4 * d) },
      { strayed: floats('s', d + 1) },
    ]) {
      expect(() => measureInterpolation({ ...wild, latents: { ...latents, ...wrong } })).toThrow(
        /expected latents for 9 frames/,
      );
    }
  });
});
