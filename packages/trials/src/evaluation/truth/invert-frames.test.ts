import { rootKey, sizeOf, uniformAt } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { categoryOf, factorSpace } from '@latent-paths/model';
import { openSource, trialSchema } from '@latent-paths/specification/trial';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invertFrames } from './invert-frames.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
});
afterAll(() => engine.dispose());

const dataOf = (kind: 'shapes' | 'lines' | 'glyph') => trialSchema.parse({ data: { kind } }).data;

/** How far apart two points of a circle are. */
function apart(a: number, b: number, period: number): number {
  const way = (((a - b) % period) + period) % period;
  return Math.min(way, period - way);
}

const tell = (): void => undefined;

describe.each([
  { kind: 'shapes', bank: 3000, count: 10 },
  { kind: 'lines', bank: 300, count: 16 },
  { kind: 'glyph', bank: 200, count: 8 },
] as const)('images of $kind', ({ kind, bank, count }) => {
  const data = dataOf(kind);
  const source = openSource({ data });
  const space = factorSpace(source.factors);
  const values = sizeOf(source.shape);
  const images = new Float32Array(count * values);
  for (let i = 0; i < count; i++) source.write('heldOut', i, images, i * values);

  it('come back to their factors, modulo what leaves them as they are', async () => {
    const found = await invertFrames({ data, frames: images, bank, engine, tell });
    found.forEach(({ factors, distance }, i) => {
      const truth = source.factorsOf('heldOut', i);
      const category = categoryOf(space, truth);
      expect(distance).toBeLessThan(1e-5);
      expect(categoryOf(space, factors)).toBe(category);
      for (const { factor, index } of space.scored) {
        const [low, high] = factor.range;
        const off =
          factor.kind === 'circular'
            ? apart(truth[index]!, factors[index]!, high - low)
            : Math.abs(factors[index]! - truth[index]!);
        expect(off).toBeLessThan(1e-3);
      }
      for (const { factor, index } of space.folded) {
        const period = factor.range[1] / factor.folds[category]!;
        if (period > 0) expect(apart(truth[index]!, factors[index]!, period)).toBeLessThan(0.01);
      }
    });
  });

  it('are as far away as they were moved', async () => {
    const moved = images.slice(0, 3 * values).map((value, i) => value + 0.05 * (2 * uniformAt(rootKey(2), i) - 1));
    const found = await invertFrames({ data, frames: moved, bank, engine, tell });
    found.forEach(({ distance }, i) => {
      let noise = 0;
      for (let p = i * values; p < (i + 1) * values; p++) noise += (moved[p]! - images[p]!) ** 2;
      // The few factors of the source can take up a few of the many directions of the noise.
      expect(distance).toBeLessThan(1.001 * noise);
      expect(distance).toBeGreaterThan(0.97 * noise);
    });
  });
});

it('tells how far it is, and stops where it is told to', async () => {
  const data = dataOf('glyph');
  const frames = new Float32Array(20 * sizeOf(openSource({ data }).shape));
  const shares: number[] = [];
  const options = { data, frames, bank: 4, engine, tell: (share: number) => shares.push(share) };
  expect(await invertFrames(options)).toHaveLength(20);
  expect(shares).toEqual([0.3, 0.3 + (0.7 * 8) / 20, 0.3 + (0.7 * 16) / 20, 1]);
  const stop = (): void => {
    throw new Error('asked to stop');
  };
  await expect(invertFrames({ ...options, tell: stop })).rejects.toThrow('asked to stop');
});
