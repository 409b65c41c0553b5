import type { Column, Table } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { pairScores, truthOf } from './pair-values.js';

const float = (...values: number[]): Column => ({ kind: 'float32', data: Float32Array.from(values) });
const int = (...values: number[]): Column => ({ kind: 'int32', data: Int32Array.from(values) });
const table = (columns: Record<string, Column>): Table => ({ columns, metadata: {} });

/** Two pairs at 21 α each: reprojection 0, 1, …, 20 on the first, 2 everywhere but for a peak of 44 on the second. */
const ALPHAS = 21;
const reprojection = [...Array(ALPHAS).keys(), ...Array.from({ length: ALPHAS }, (_, i) => (i === 3 ? 44 : 2))];
const points = {
  pair: int(...reprojection.map((_, i) => Math.floor(i / ALPHAS))),
  alpha: float(...reprojection.map((_, i) => (i % ALPHAS) / (ALPHAS - 1))),
  reprojection: float(...reprojection),
  attraction: float(...reprojection.map((_, i) => (i < ALPHAS ? 0.5 : i - ALPHAS))),
};
const paths = {
  pair: int(0, 1),
  a: int(5, 7),
  b: int(6, 8),
  'endpoint-error': float(0, 0.25),
  'alpha-sensitivity': float(1.5, 2.5),
  spread: float(1, 2),
  'linear-spread': float(4, 12),
};

it('reduces each pair to one value a metric', () => {
  const { values, scales } = pairScores(table(points), table(paths), 4);
  expect(Object.fromEntries(Object.entries(values).map(([name, column]) => [name, [...column]]))).toEqual({
    'reprojection-half': [10, 2],
    reprojection: [10, 4],
    'reprojection-q95': [19, 2],
    'reprojection-max': [20, 44],
    'reprojection-real': [2.5, 1],
    attraction: [0.5, 10],
    'endpoint-error': [0, 0.25],
    'alpha-sensitivity': [1.5, 2.5],
    diversity: [1 / 8, 2 / 8],
  });
  expect(scales).toEqual({ diversity: Float64Array.of(4 / 8, 12 / 8) });
});

it('leaves out what a path does not define', () => {
  const { reprojection: _, attraction: _also, ...imagesOnly } = points;
  const { 'endpoint-error': _error, spread: _spread, ...decoded } = paths;
  expect(Object.keys(pairScores(table(imagesOnly), table(decoded), 4).values)).toEqual(['alpha-sensitivity']);
  expect(
    Object.keys(pairScores(table(imagesOnly), table({ ...decoded, 'alpha-sensitivity': float(1.5, NaN) }), 4).values),
  ).toEqual([]);
});

it('takes the metrics of ground truth as they are, and leaves out those that a pair does not define', () => {
  const truth = table({
    pair: int(0, 1),
    'true-distance': float(3, 5),
    'path-error': float(0.5, NaN),
    'folded-error': float(1, 1),
  });
  const summary = { mean: 4, deviation: 1, q95: 5, max: 5 };
  const record = {
    pairs: 2,
    alphas: [0, 0.5, 1],
    distance: summary,
    distanceByAlpha: [summary, summary, summary],
    real: summary,
    paths: { all: {}, same: {}, cross: {} },
    seconds: 1,
  };
  expect(truthOf(truth, record)).toEqual({
    truth: { values: { 'true-distance': Float64Array.of(3, 5) }, pairs: 2, alphas: 3 },
  });
  expect(truthOf(null, record)).toEqual({});
  expect(truthOf(truth, undefined)).toEqual({});
});
