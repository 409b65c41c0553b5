import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { shapes } from './shapes.js';

function source(options: object = {}, seed = 1) {
  return shapes.build(shapes.schema.parse(options)).open({ key: rootKey(seed) });
}

it('defaults to 100,000 training images of 32×32×3, and makes 64×64×3 of the same factors', () => {
  expect(source().shape).toEqual([32, 32, 3]);
  expect(source().size).toEqual({ train: 200_000, heldOut: 10_000 });
  const large = source({ size: 64 });
  expect(large.shape).toEqual([64, 64, 3]);
  expect(large.factorsOf('train', 5)).toEqual(source().factorsOf('train', 5));
  expect(shapes.schema.safeParse({ size: 48 }).success).toBe(false);
});

it('draws factors by seed, part and index, whatever the sizes', () => {
  const draws = [source(), source({}, 2)].flatMap((made) => [
    made.factorsOf('train', 0),
    made.factorsOf('train', 1),
    made.factorsOf('heldOut', 0),
  ]);
  expect(new Set(draws.map(String)).size).toBe(6);
  expect(source({ train: 10 }).factorsOf('train', 9)).toEqual(source().factorsOf('train', 9));
});

it('draws each factor uniformly over its range', () => {
  const made = source();
  const n = 20_000;
  const draws = Array.from({ length: n }, (_, i) => made.factorsOf('train', i));
  made.factors.forEach(({ kind, range: [low, high] }, factor) => {
    const bins = kind === 'categorical' ? high - low + 1 : 8;
    const width = kind === 'categorical' ? 1 : (high - low) / bins;
    const counts = new Array<number>(bins).fill(0);
    for (const draw of draws) counts[Math.floor((draw[factor]! - low) / width)]! += 1;
    // Five standard deviations of a bin's count.
    for (const count of counts) expect(Math.abs(count - n / bins)).toBeLessThan(5 * Math.sqrt(n / bins));
  });
});
