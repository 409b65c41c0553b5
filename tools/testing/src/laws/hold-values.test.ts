import { expect, it } from 'vitest';
import { holdValues } from './hold-values.js';
import { holdWithin } from './hold-within.js';

const scalar = (value: number) => ({ shape: [], data: [value] });
const row = (...data: number[]) => ({ shape: [1, data.length], data });
const held = (expected: { shape: number[]; data: number[] }, got: { shape: number[]; data: number[] }) =>
  holdValues({ what: 'slerp at α', by: 'by hand', expected, got, tolerance: 1e-3 });

it('values are held to the tolerance, and a failure names the number that is furthest off', () => {
  expect(() => held(row(3, 4), row(3, 4.001))).not.toThrow();
  expect(() => held(row(3, 4), row(3.01, 4.5))).toThrow(
    'slerp at α[0, 1]: expected 4 by hand, got 4.5; ‖difference‖ / ‖expected‖ is 0.10002, at most 0.001 is allowed',
  );
  expect(() => held(scalar(0), scalar(0.5))).toThrow('slerp at α: expected 0 by hand, got 0.5');
});

it('NaN and other shapes are named', () => {
  expect(() => held(row(3, 4), row(3, Number.NaN))).toThrow('slerp at α[0, 1]: expected 4 by hand, got NaN');
  expect(() => held(row(3, 4), scalar(3))).toThrow('slerp at α: expected shape [1, 2] (2 numbers), got [] (1 numbers)');
});

it('a number is held to bounds, which a failure tells', () => {
  expect(() => holdWithin('linear at progress 0.5', 1, [0, 1])).not.toThrow();
  expect(() => holdWithin('linear at progress 0.5', 1.25, [0, 1])).toThrow(
    'linear at progress 0.5: expected 0 … 1, got 1.25',
  );
  expect(() => holdWithin('linear at progress 0.5', Number.NaN, [0, 1])).toThrow('expected 0 … 1, got NaN');
});
