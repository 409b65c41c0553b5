import { expect, it } from 'vitest';
import { estimateSet, gapBetween, meanOfSet, pairSet } from './pair-set.js';

const keysOf = (n: number, name = 'pair') => Array.from({ length: n }, (_, i) => `${name} ${i}`);
const uneven = Array.from({ length: 40 }, (_, i) => 1 + (i % 7) + 0.3 * (i % 3));

it('has the mean of its points, of which a pair may have more than another', () => {
  const set = pairSet(['a', 'b', 'a', 'a'], [1, 5, 2, 4]);
  expect(set).toEqual({ keys: ['a', 'b'], sums: Float64Array.of(7, 5), points: Float64Array.of(3, 1) });
  expect(meanOfSet(set)).toBe(3);
});

it('gains nothing from points of one pair that say the same', () => {
  const sixteen = pairSet(
    keysOf(40).flatMap((key) => Array<string>(16).fill(key)),
    uneven.flatMap((value) => Array<number>(16).fill(value)),
  );
  const once = estimateSet(pairSet(keysOf(40), uneven))!;
  expect(estimateSet(sixteen)).toEqual({
    value: expect.closeTo(once.value, 10),
    low: expect.closeTo(once.low, 5),
    high: expect.closeTo(once.high, 5),
    over: 'pairs',
    units: 40,
  });
});

it('has a gap without error to a set of the same pairs that differs by a constant', () => {
  const trained = pairSet(keysOf(40), uneven);
  const visited = pairSet(
    keysOf(40).reverse(),
    [...uneven].reverse().map((value) => value + 0.25),
  );
  const { value, low, high, units } = gapBetween(visited, trained)!;
  expect([value, low, high]).toEqual([0.25, 0.25, 0.25].map((one) => expect.closeTo(one, 10)));
  expect(units).toBe(40);
});

it('has a gap to other pairs with the errors of both', () => {
  const [after, before] = [pairSet(keysOf(40, 'after'), uneven), pairSet(keysOf(40, 'before'), uneven)];
  const { value, high } = gapBetween(after, before)!;
  const centre = uneven.reduce((sum, one) => sum + one, 0) / 40;
  const error = Math.sqrt(uneven.reduce((sum, one) => sum + (one - centre) ** 2, 0) / 39 / 40);
  expect(value).toBe(0);
  expect(high / (1.959964 * error * Math.SQRT2)).toBeCloseTo(1, 9);
});

it('tells nothing of one pair alone: it has no error', () => {
  const one = pairSet(['a', 'a'], [1, 2]);
  expect(estimateSet(one)).toBeNull();
  expect(gapBetween(pairSet(keysOf(40), uneven), one)).toBeNull();
});
