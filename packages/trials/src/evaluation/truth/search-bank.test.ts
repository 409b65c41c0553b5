import { rootKey, uniformAt } from '@latent-paths/core';
import { openEngine } from '@latent-paths/engine';
import { expect, it } from 'vitest';
import { searchBank } from './search-bank.js';

it('finds what comparing every frame with every entry finds, the last part filled up', async () => {
  const engine = await openEngine('onnx', { threads: 1 });
  const [frames, entries, values] = [5, 1300, 7];
  const given = Float32Array.from({ length: frames * values }, (_, i) => uniformAt(rootKey(1), i));
  const entry = (i: number, k: number) => uniformAt(rootKey(2), i * values + k);
  const bank = {
    entries,
    categories: 2,
    write: (i: number, out: Float32Array, offset: number) =>
      Array.from({ length: values }, (_, k) => (out[offset + k] = entry(i, k))),
  };
  const shares: number[] = [];
  const found = await searchBank({ frames: given, values, bank, keep: 4, engine, tell: (share) => shares.push(share) });
  for (let frame = 0; frame < frames; frame++) {
    const all = Array.from({ length: entries }, (_, i) => ({
      entry: i,
      distance: Array.from({ length: values }, (__, k) => (entry(i, k) - given[frame * values + k]!) ** 2).reduce(
        (sum, square) => sum + square,
        0,
      ),
    })).sort((a, b) => a.distance - b.distance);
    for (const category of [0, 1]) {
      const expected = all.filter((one) => one.entry % 2 === category).slice(0, 4);
      expect(found.of(frame)[category]!.map((one) => one.entry)).toEqual(expected.map((one) => one.entry));
      found.of(frame)[category]!.forEach(({ distance }, i) => expect(distance).toBeCloseTo(expected[i]!.distance, 5));
    }
  }
  expect(shares).toEqual([1000 / 1300, 1]);
  engine.dispose();
});
