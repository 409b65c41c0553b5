import { rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { all } from '../pairs/all.js';
import type { AlphaSampler } from './alpha-sampler.js';
import { resharedAlphas, type AlphaShares } from './alpha-shares.js';
import { dense } from './dense.js';

const ends: AlphaShares = { edges: [0, 0.2, 0.8, 1], shares: [0.5, 0, 0.5] };
const skewed: AlphaShares = { edges: [0, 0.25, 0.5, 1], shares: [0.1, 0.6, 0.3] };

/** What α that a sampler gives become under these shares. */
function quantiles(shares: AlphaShares, given: readonly number[]): number[] {
  const sampler: AlphaSampler = {
    perPair: given.length,
    cumulative: (alpha) => alpha,
    fill: (_, out) => out.set(given),
  };
  const out = new Float32Array(given.length);
  resharedAlphas(sampler, shares).fill({ pairs: [], firstPosition: 0, firstPoint: 0, perPair: given.length }, out);
  return [...out];
}

describe('each α becomes its quantile', () => {
  it('by the inverse of the shares, cell by cell', () => {
    expect(quantiles(skewed, [0, 0.05, 0.1, 0.4, 0.7, 0.85])).toEqual(
      [0, 0.125, 0.25, 0.375, 0.5, 0.75].map((x) => expect.closeTo(x, 6)),
    );
    expect(quantiles(ends, [0, 0.25, 0.5, 0.75])).toEqual([0, 0.1, 0.8, 0.9].map((x) => expect.closeTo(x, 6)));
  });

  it('within the cells that have a share, however shares are rounded', () => {
    const thirds: AlphaShares = { edges: [0, 0.1, 0.2, 0.3, 1], shares: [1 / 3, 1 / 3, 1 / 3 - 1e-6, 0] };
    expect(quantiles(thirds, [1 - 2 ** -24])[0]).toBeCloseTo(0.3, 6);
  });

  it('which is α itself where the shares are those of the cells', () => {
    const even: AlphaShares = { edges: [0, 0.25, 0.5, 0.75, 1], shares: [0.25, 0.25, 0.25, 0.25] };
    const given = [0, 0.1, 0.25, 0.6, 0.99];
    expect(quantiles(even, given)).toEqual(given.map((u) => expect.closeTo(u, 6)));
  });
});

it('resharedAlphas gives each cell its share of every pair’s α, and keeps their order', () => {
  const pairs = [0, 1, 2].map((position) =>
    all
      .build({})({ poolSize: 50, key: rootKey(1) })
      .at(position),
  );
  const alphas = resharedAlphas(dense.build({ count: 20 })({ key: rootKey(2) }), skewed);
  const out = new Float32Array(60);
  alphas.fill({ pairs, firstPosition: 0, firstPoint: 0, perPair: 20 }, out);
  for (const from of [0, 20, 40]) {
    const drawn = [...out.subarray(from, from + 20)];
    expect(drawn).toEqual([...drawn].sort((x, y) => x - y));
    expect([drawn.filter((x) => x < 0.25).length, drawn.filter((x) => x >= 0.5).length]).toEqual([2, 6]);
  }
});
