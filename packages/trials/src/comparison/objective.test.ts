import { expect, it } from 'vitest';
import { objectiveByAlpha, objectiveOfPairs, objectivePoints } from './objective.js';
import { levelAlphas } from './level-alphas.js';

const table = {
  columns: {
    pair: { kind: 'int32', data: Int32Array.of(0, 0, 0, 1, 1, 1) },
    alpha: { kind: 'float32', data: Float32Array.of(0, 0.5, 1, 0, 0.5, 1) },
    reprojection: { kind: 'float32', data: Float32Array.of(1, 4, 1, 3, 8, 5) },
    attraction: { kind: 'float32', data: Float32Array.of(0, 10, 0, 0, 20, 0) },
  },
  metadata: {},
} as const;

it('adds λ times attraction to reprojection, and integrates by the trapezoid rule', () => {
  const points = objectivePoints(table, 0.1)!;
  expect(Array.from(points.values)).toEqual([1, 5, 1, 3, 10, 5]);
  expect(points.alphas).toEqual([0, 0.5, 1]);
  expect(Array.from(objectiveOfPairs(points))).toEqual([3, 7]); // (1/2 + 5 + 1/2)/2 and (3/2 + 10 + 5/2)/2
  expect(Array.from(objectiveByAlpha(points))).toEqual([2, 7.5, 3]);
});

it('is not known of a path without latents', () => {
  const { reprojection: _, ...columns } = table.columns;
  expect(objectivePoints({ ...table, columns }, 0.1)).toBeNull();
});

it('takes the luck of α out: where points follow the curve of held-out pairs, each has the mean of the curve', () => {
  const heldOut = objectivePoints(table, 0.1)!; // by α: 2, 7.5, 3; mean (1 + 7.5 + 1.5)/2 = 5
  const alpha = [0, 0.25, 0.5, 0.75, 1];
  const onCurve = Float64Array.of(2, 4.75, 7.5, 5.25, 3);
  expect(Array.from(levelAlphas({ alpha, values: onCurve }, heldOut))).toEqual([5, 5, 5, 5, 5]);
  expect(Array.from(levelAlphas({ alpha: [0.5], values: Float64Array.of(6.5) }, heldOut))).toEqual([4]);
});
