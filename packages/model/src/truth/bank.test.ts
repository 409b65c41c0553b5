import { rootKey, uniformAt } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { bankFactors, nearest } from './bank.js';
import { factorSpace } from './factor-space.js';

const space = factorSpace([
  { name: 'x', kind: 'linear', range: [2, 4] },
  { name: 'shape', kind: 'categorical', range: [0, 2], categories: ['a', 'b', 'c'] },
  { name: 'hue', kind: 'circular', range: [0, 1] },
]);

describe('bankFactors', () => {
  const bank = Array.from({ length: 3 * 900 }, (_, i) => bankFactors(space, i));

  it('lets the categories take turns', () => {
    expect(bank.slice(0, 7).map((factors) => factors[1])).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  it('covers each category’s plane of factors evenly: no cell of 10 × 10 is far from its share', () => {
    for (const category of [0, 1, 2]) {
      const counts = new Array<number>(100).fill(0);
      for (const [x, kind, hue] of bank)
        if (kind === category) counts[Math.floor((x! - 2) * 5) * 10 + Math.floor(hue! * 10)]! += 1;
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(6);
      expect(Math.max(...counts)).toBeLessThanOrEqual(12);
    }
  });
});

describe('nearest', () => {
  it('keeps what sorting all entries would, whatever the parts', () => {
    const [frames, entries, keep, categories] = [4, 50, 3, 2];
    const distances = Float32Array.from({ length: frames * entries }, (_, i) => uniformAt(rootKey(5), i));
    const kept = nearest({ frames, categories, keep });
    for (let first = 0; first < entries; first += 20) {
      const count = Math.min(20, entries - first);
      kept.take(
        Float32Array.from(
          { length: frames * count },
          (_, i) => distances[Math.floor(i / count) * entries + first + (i % count)]!,
        ),
        first,
        count,
      );
    }
    for (let frame = 0; frame < frames; frame++) {
      const sorted = Array.from({ length: entries }, (_, entry) => ({
        entry,
        distance: distances[frame * entries + entry]!,
      })).sort((a, b) => a.distance - b.distance);
      expect(kept.of(frame)).toEqual(
        [0, 1].map((category) => sorted.filter(({ entry }) => entry % categories === category).slice(0, keep)),
      );
    }
  });

  it('gives what there is where a bank has fewer entries than are kept', () => {
    const kept = nearest({ frames: 1, categories: 2, keep: 3 });
    kept.take([5, 4, 3], 0, 3);
    expect(kept.of(0)).toEqual([
      [
        { entry: 2, distance: 3 },
        { entry: 0, distance: 5 },
      ],
      [{ entry: 1, distance: 4 }],
    ]);
  });
});
