import { describe, expect, it } from 'vitest';
import { holdGradient } from './hold-gradient.js';

const column = (...data: number[]) => ({ shape: [data.length, 1], data });
const right = column(0.5, -2, 1);
const held = (z: { shape: number[]; data: number[] }, differences = right) =>
  holdGradient({ piece: 'energy', gradients: { z }, differences: { z: differences }, tolerance: 0.02 });
const OFF = '‖gradient − differences‖ / ‖differences‖ is';

describe('a gradient', () => {
  it('is held where it is that of central differences, to the tolerance', () => {
    expect(() => held(column(0.51, -2, 0.99))).not.toThrow();
    expect(() => held(column(0.54, -2, 1.04))).toThrow('energy in z[0, 0]');
  });

  it('of a wrong sign reads as one, in all numbers or in some', () => {
    expect(() => held(column(-0.5, 2, -1))).toThrow(
      `gradient of energy in z[1, 0]: expected −2 by central differences, got +2: the sign is wrong; ${OFF} 2, at ` +
        'most 0.02 is allowed',
    );
    expect(() => held(column(0.5, -2, -1))).toThrow(
      'gradient of energy in z[2, 0]: expected +1 by central differences, got −1: the sign is wrong, as in 1 of 3 ' +
        'numbers',
    );
    expect(() => held(column(0.5, 3, 1))).toThrow('expected −2 by central differences, got +3: the sign and the size');
  });

  it('of a wrong factor reads as one, of a wrong sign too where it has both', () => {
    expect(() => held(column(1, -4, 2))).toThrow(
      'energy in z[1, 0]: expected −2 by central differences, got −4: a factor is wrong: 2 times too large or small, ' +
        `alike in all numbers; ${OFF} 1, at most 0.02 is allowed`,
    );
    expect(() => held(column(-1, 4, -2))).toThrow('got +4: the sign is wrong, and the size: 2 times');
    expect(() => held(column(0, 0, 0))).toThrow('expected −2 by central differences, got +0: no gradient arrives');
  });

  it('that is wrong in one number names it', () => {
    expect(() => held(column(0.5, -2, 1.3))).toThrow(
      'gradient of energy in z[2, 0]: expected +1 by central differences, got +1.3: it is off by +0.3; ',
    );
  });

  it('that is not a number is refused, and so are differences that are none', () => {
    expect(() => held(column(0.5, Number.NaN, 1))).toThrow(
      'gradient of energy in z[1, 0]: expected −2 by central differences, got NaN: both must be finite',
    );
    expect(() => held(right, column(0.5, -Infinity, 1))).toThrow('expected −Infinity by central differences, got −2');
    expect(() => held(column(0, 0, 0), column(0, 0, 0))).toThrow(
      'gradient of energy in z: expected differences that are not 0 throughout, got 0; move the input of the law',
    );
  });

  it('of another shape, or none, is refused', () => {
    expect(() => held({ shape: [1, 3], data: [0.5, -2, 1] })).toThrow(
      'gradient of energy in z: expected shape [3, 1] (3 numbers), got [1, 3] (3 numbers)',
    );
    expect(() => holdGradient({ piece: 'energy', gradients: {}, differences: { z: right }, tolerance: 0.02 })).toThrow(
      'gradient of energy in z: expected one, got none',
    );
  });
});

it('a small gradient is held by itself, beside a large one', () => {
  expect(() =>
    holdGradient({
      piece: 'dense',
      gradients: { kernel: column(100, 200), bias: column(-0.1) },
      differences: { kernel: column(100, 200), bias: column(0.1) },
      tolerance: 0.02,
    }),
  ).toThrow('gradient of dense in bias[0, 0]: expected +0.1 by central differences, got −0.1: the sign is wrong');
});
