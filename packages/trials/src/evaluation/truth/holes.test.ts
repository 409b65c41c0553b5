import { mapValues, sizeOf } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { factorSpace, truthMetrics, truthSample } from '@latent-paths/model';
import { openSource, type TrialConfig, trialSchema } from '@latent-paths/specification/trial';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acaiScores } from './acai-scores.js';
import { invertFrames } from './invert-frames.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
});
afterAll(() => engine.dispose());

const N = 16;
const alphas = Array.from({ length: N }, (_, i) => i / (N - 1));

/** Frames of a path given by its factors at each α. */
function render(source: ImageSource, factorsAt: (alpha: number) => readonly number[]): Float32Array {
  const values = sizeOf(source.shape);
  const frames = new Float32Array(N * values);
  alphas.forEach((alpha, i) => source.render(factorsAt(alpha), frames, i * values));
  return frames;
}

/** The cross-fade of the first and the last of some frames. */
function fade(frames: Float32Array): Float32Array {
  const values = frames.length / N;
  return frames.map((_, i) => {
    const alpha = alphas[Math.floor(i / values)]!;
    return (1 - alpha) * frames[i % values]! + alpha * frames[(N - 1) * values + (i % values)]!;
  });
}

/**
 * Figures of some paths, from their frames alone: the distance to the nearest true images, and the metrics of truth.
 */
async function judge<Name extends string>(
  data: TrialConfig['data'],
  paths: Readonly<Record<Name, Float32Array>>,
  ends: { a: readonly number[]; b: readonly number[]; bank: number },
) {
  const space = factorSpace(openSource({ data }).factors);
  const names = Object.keys(paths) as Name[]; // Object.keys forgets them
  const frames = Float32Array.from(names.flatMap((name) => [...paths[name]]));
  const inverses = await invertFrames({ data, frames, bank: ends.bank, engine, tell: () => undefined });
  const judged = names.map((name, i): [Name, Readonly<Record<string, number | null>>] => {
    const own = inverses.slice(i * N, (i + 1) * N);
    const sample = truthSample(space, { path: own.map(({ factors }) => factors), a: ends.a, b: ends.b, alphas });
    return [
      name,
      {
        'true-distance': own.reduce((sum, { distance }) => sum + distance / N, 0),
        ...mapValues(truthMetrics, (metric) => metric.value(sample)),
      },
    ];
  });
  return { frames, scores: Object.fromEntries(judged) as Record<Name, Record<string, number | null>> }; // of all names
}

describe('on lines, 16 frames from 5π/7 to 3π/2', () => {
  const { data } = trialSchema.parse({ data: { kind: 'lines' } });
  const source = openSource({ data });
  const [A, B] = [(5 * Math.PI) / 7, (3 * Math.PI) / 2];
  const at = (angle: (alpha: number) => number) => render(source, (alpha) => [angle(alpha)]);
  const paths = {
    true: at((alpha) => A + alpha * (B - A)),
    lerp: fade(at((alpha) => A + alpha * (B - A))),
    switch: at((alpha) => (alpha < 0.5 ? A : B)),
    'long way': at((alpha) => A - alpha * (2 * Math.PI - (B - A))),
    constant: at(() => A),
  };
  let scores: Record<keyof typeof paths, Record<string, number | null>>;

  beforeAll(async () => {
    const judged = await judge(data, paths, { a: [A], b: [B], bank: 300 });
    const acai = await acaiScores({ source, frames: judged.frames, alphas: N, engine });
    Object.values(judged.scores).forEach((own, i) =>
      Object.assign(own, { 'acai-distance': acai['acai-distance'][i], 'acai-smoothness': acai['acai-smoothness'][i] }),
    );
    ({ scores } = judged);
  });

  it('ACAI’s two scores are those of the published code', () => {
    expect(scores.true['acai-distance']).toBeCloseTo(1.958014e-7, 12);
    expect(scores.true['acai-smoothness']).toBeCloseTo(1.6967846e-5, 11);
    expect(scores.lerp['acai-distance']).toBeCloseTo(0.00721742, 8);
    expect(scores.lerp['acai-smoothness']).toBeCloseTo(0.94020531, 8);
    expect(scores.switch['acai-distance']).toBeCloseTo(2.465924e-7, 12);
    expect(scores.switch['acai-smoothness']).toBeCloseTo(0.93333333, 8);
    expect(scores['long way']['acai-distance']).toBeCloseTo(1.752578e-7, 12);
    expect(scores['long way']['acai-smoothness']).toBeCloseTo(4.3924669e-5, 11);
  });

  it('the true path is without fault in every figure', () => {
    const {
      'true-distance': distance,
      'path-error': error,
      'arc-excess': arc,
      'factor-endpoint-error': ends,
      'long-way': long,
    } = scores.true;
    expect(distance).toBeLessThan(1e-4);
    expect([error, ends]).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3)]);
    expect([arc, long]).toEqual([expect.closeTo(1, 3), 0]);
  });

  it('the long way round, perfect in both published scores, is told by its arc and its path error', () => {
    const {
      'acai-distance': distance,
      'acai-smoothness': smoothness,
      'arc-excess': arc,
      'path-error': error,
      'long-way': long,
    } = scores['long way'];
    expect(distance).toBeLessThan(1e-6);
    expect(smoothness).toBeLessThan(1e-4);
    expect(arc).toBeCloseTo((2 * Math.PI - (B - A)) / (B - A), 3);
    expect(long).toBe(1);
    expect(error).toBeGreaterThan(0.4);
  });

  it('the constant path, perfect in distance, has no smoothness, no arc, and misses an end', () => {
    const {
      'acai-distance': distance,
      'acai-smoothness': smoothness,
      'arc-excess': arc,
      'factor-endpoint-error': ends,
      'path-error': error,
    } = scores.constant;
    expect(distance).toBeLessThan(1e-6);
    expect(smoothness).toBeNull();
    expect(arc).toBeCloseTo(0, 6);
    expect(ends).toBeCloseTo((B - A) / Math.PI / 2, 3);
    expect(error).toBeCloseTo((B - A) / Math.PI / 2, 3);
  });

  it('the abrupt switch, perfect in distance and at its ends, is told by its path error', () => {
    const { 'true-distance': distance, 'path-error': error, 'factor-endpoint-error': ends } = scores.switch;
    expect(distance).toBeLessThan(1e-4);
    expect(ends).toBeCloseTo(0, 3);
    expect(error).toBeCloseTo(
      ((B - A) / Math.PI) * alphas.reduce((sum, alpha) => sum + Math.min(alpha, 1 - alpha) / N, 0),
      3,
    );
  });

  it('the cross-fade is far from every true image', () => {
    expect(scores.lerp['true-distance']).toBeGreaterThan(1);
  });
});

describe('on shapes', () => {
  const { data } = trialSchema.parse({ data: { kind: 'shapes' } });
  const source = openSource({ data });
  const A = [1, 0.9, 0.35, 0.4, 0.16, 0.3];
  const B = [1, 0.25, 0.62, 0.55, 0.22, 0.6];
  const interpolation = (hue: number) => (alpha: number) =>
    A.map((value, i) => value + alpha * (i === 1 ? hue : B[i]! - value));

  it('the true path is without fault; path error and arc tell the long way, distance the cross-fade', async () => {
    const straight = render(source, interpolation(0.35));
    const { scores } = await judge(
      data,
      { straight, long: render(source, interpolation(-0.65)), faded: fade(straight) },
      { a: A, b: B, bank: 3000 },
    );
    expect(scores.straight['true-distance']).toBeLessThan(1e-4);
    expect(scores.straight).toMatchObject({
      'path-error': expect.closeTo(0, 2),
      'folded-error': expect.closeTo(0, 2),
      'switch-error': 0,
      'long-way': 0,
    });
    expect(scores.long['true-distance']).toBeLessThan(1e-4);
    expect(scores.long['path-error']).toBeGreaterThan(0.4);
    expect(scores.long).toMatchObject({
      'long-way': 1,
      'arc-excess': expect.closeTo(0.65 / 0.35, 2),
      'factor-endpoint-error': expect.closeTo(0, 2),
    });
    expect(scores.faded['true-distance']).toBeGreaterThan(20);
  });
});
