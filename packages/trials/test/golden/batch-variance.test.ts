import { batchVariance, fillNormal, rootKey, split, tInterval, uniformAt } from '@latent-paths/core';
import { alphaSamplers, nextBatch, pairSamplers } from '@latent-paths/data';
import { describe, expect, it } from 'vitest';

/**
 * A gradient whose three variances are known: g(p, α) = σ_p·u_p + (σ_a + σ_pa·v_p)·f(α), u and v of mean 0 and variance
 * 1 over the pairs, which go by the row that they start from, and f of mean 0 and mean square 1 over [0, 1).
 */
const POOL = 4_000;
const key = rootKey(3);
const [u, v] = [effects('u'), effects('v')];

/**
 * One for each row: normal, then of mean 0 and variance 1 over the pool to the digit, so that the three variances are
 * known.
 */
function effects(label: string): number[] {
  const drawn = new Float32Array(POOL);
  fillNormal(split(key, label), 0, drawn);
  const mean = drawn.reduce((sum, x) => sum + x / POOL, 0);
  const size = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2 / POOL, 0));
  return Array.from(drawn, (x) => (x - mean) / size);
}

const SHAPES = {
  linear: (alpha: number) => Math.sqrt(12) * (alpha - 0.5),
  wave: (alpha: number) => Math.SQRT2 * Math.cos(2 * Math.PI * alpha),
} as const;
type Shape = keyof typeof SHAPES;

interface Toy {
  readonly pair: number;
  readonly alpha: number;
  readonly interaction: number;
  readonly shape: Shape;
}

const gradient = ({ pair, alpha: ofAlpha, interaction, shape }: Toy, row: number, alpha: number): number =>
  Math.sqrt(pair) * u[row]! + (Math.sqrt(ofAlpha) + Math.sqrt(interaction) * v[row]!) * SHAPES[shape](alpha);

/** W_m: the mean over m equal cells of the variance inside one; of the wave by its own integrals. */
function withinCell({ alpha, interaction, shape }: Toy, cells: number): number {
  const share = shape === 'linear' ? 1 / cells ** 2 : 1 - (Math.sin(Math.PI / cells) / (Math.PI / cells)) ** 2;
  return share * (alpha + interaction);
}

const SAMPLERS = { independent: 'uniform', stratified: 'stratified', grid: 'dense' } as const;
const [POINTS, BATCHES] = [64, 1_500];

/** Squares of the mean gradient of batches that the real samplers draw; its expectation is 0. */
function squares(toy: Toy, scheme: keyof typeof SAMPLERS, perPair: number): number[] {
  const pairs = pairSamplers.fresh.build({})({ poolSize: POOL, key: split(key, 'pairs') });
  const alphas = alphaSamplers[SAMPLERS[scheme]].build({ count: perPair })({ key: split(key, 'alphas') });
  let cursor = { pairs: 0, points: 0 };
  return Array.from({ length: BATCHES }, () => {
    const drawn = nextBatch({ pairs, alphas, points: POINTS, perPair, cursor });
    cursor = drawn.cursor;
    const sum = drawn.batch.alpha.reduce((total, alpha, i) => total + gradient(toy, drawn.batch.a[i]!, alpha), 0);
    return (sum / POINTS) ** 2;
  });
}

const toys: readonly Toy[] = [
  { pair: 1, alpha: 4, interaction: 2, shape: 'linear' },
  { pair: 0.1, alpha: 1, interaction: 9, shape: 'wave' },
];

describe.each(toys)(
  'the variance of a batch, of σ²_p = $pair, σ²_a = $alpha, σ²_pa = $interaction, $shape in α',
  (toy) => {
    const predicted = (scheme: keyof typeof SAMPLERS, perPair: number) =>
      batchVariance({
        variances: toy,
        points: POINTS,
        perPair,
        alphas: scheme,
        withinCell: withinCell(toy, scheme === 'grid' ? perPair : POINTS),
      });

    it.each(
      (['independent', 'stratified', 'grid'] as const).flatMap((scheme) =>
        [1, 4, 16].map((perPair) => ({ scheme, perPair })),
      ),
    )('is as predicted where each pair has $perPair α, $scheme', ({ scheme, perPair }) => {
      const { value, low, high } = tInterval(squares(toy, scheme, perPair), 0.9999);
      const expected = predicted(scheme, perPair);
      expect(low).toBeLessThan(expected);
      expect(high).toBeGreaterThan(expected);
      expect(high - value).toBeLessThan(0.25 * expected); // the interval is narrow enough to tell
    });
  },
);

it('the variance within a cell falls as 1/m²: exactly for a gradient linear in α, else in the end', () => {
  const within = (toy: Toy, cells: number): number => {
    const twins = Array.from({ length: 4_000 }, (_, i) => {
      const [cell, row] = [Math.floor(uniformAt(split(key, 'cell'), i) * cells), i % POOL];
      const at = (side: string) => gradient(toy, row, (cell + uniformAt(split(key, side), i)) / cells);
      return (at('one') - at('other')) ** 2 / 2;
    });
    return twins.reduce((sum, value) => sum + value, 0) / twins.length;
  };
  for (const toy of toys)
    for (const cells of [1, 4, 16]) expect(within(toy, cells) / withinCell(toy, cells)).toBeCloseTo(1, 0);
  expect(withinCell(toys[1]!, 16) / withinCell(toys[1]!, 32)).toBeCloseTo(4, 1);
});

it('many α a pair pay on a grid where the interaction is large, and never where they are independent', () => {
  const [even, steep] = toys.map(
    (toy) => (scheme: 'independent' | 'grid', perPair: number) =>
      batchVariance({ variances: toy, points: POINTS, perPair, alphas: scheme, withinCell: withinCell(toy, perPair) }),
  );
  for (const predicted of [even!, steep!])
    expect(predicted('independent', 4)).toBeGreaterThan(predicted('independent', 1));
  expect(steep!('grid', 4)).toBeLessThan(steep!('independent', 1) / 3);
  expect(even!('grid', 16)).toBeGreaterThan(even!('independent', 1)); // too few pairs by then
});
