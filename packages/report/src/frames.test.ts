import { expect, it } from 'vitest';
import { framesOf, joinFrames } from './frames.js';

const table = (changes: { shape?: string; bytes?: number } = {}) => ({
  columns: {
    pair: { kind: 'int32', data: Int32Array.of(3, 3, 1) },
    alpha: { kind: 'float32', data: Float32Array.of(0.3, 0, 0) },
    frame: { kind: 'bytes', width: 4, data: Uint8Array.from({ length: changes.bytes ?? 12 }, (_, i) => i) },
  } as const,
  metadata: { shape: changes.shape ?? '2,2,1' },
});

it('groups by pair and puts α in order, as the decimal that was meant', () => {
  const { pairs, channels } = framesOf(table());
  expect(channels).toBe(1);
  expect([...pairs.keys()]).toEqual([1, 3]);
  expect(pairs.get(3)).toEqual({ alphas: [0, 0.3], frames: [Uint8Array.of(4, 5, 6, 7), Uint8Array.of(0, 1, 2, 3)] });
});

it('refuses a shape that does not fit the bytes, and two channels', () => {
  expect(() => framesOf(table({ bytes: 11 }))).toThrow('expected 3 frames of shape');
  expect(() => framesOf(table({ shape: '1,2,2' }))).toThrow('got shape "1,2,2"');
});

it('joins frames side by side, row by row', () => {
  expect([...joinFrames([Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6, 7, 8)], 2, 2, 1)]).toEqual([
    1, 2, 5, 6, 3, 4, 7, 8,
  ]);
});
