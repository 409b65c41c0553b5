import { expect, it } from 'vitest';
import { sizeOf } from '@latent-paths/core';
import { openSource } from '../specification/open-source.js';
import { trialSchema } from '../specification/spec.js';
import { refineApart } from './refine-apart.js';

const { data } = trialSchema.parse({ data: { kind: 'lines' } });
const source = openSource({ data });
const size = sizeOf(source.shape);
const FRAMES = 5;
const frames = new Float32Array(FRAMES * size);
for (let i = 0; i < FRAMES; i++) source.write('heldOut', i, frames, i * size);
const task = { data, frames, candidates: Array.from({ length: FRAMES }, (_, i) => [[{ entry: i, distance: 1 }, { entry: i + 7, distance: 2 }]]) };

it('finds the same bits in two processes, and tells of every frame', async () => {
  const told: number[] = [];
  const apart = await refineApart(task, 2, (done) => told.push(done), 0);
  expect(apart).toEqual(await refineApart(task, 1, () => undefined));
  expect(apart.map(({ factors }) => factors.length)).toEqual([1, 1, 1, 1, 1]);
  expect(told).toEqual([1, 2, 3, 4, 5]);
});

it('stops them where it is told to', async () => {
  const stop = (done: number): void => {
    if (done === 2) throw new Error('asked to stop');
  };
  await expect(refineApart(task, 2, stop, 0)).rejects.toThrow('asked to stop');
});

it('says that a process ended early, and how', async () => {
  await expect(refineApart({ ...task, data: { kind: 'none' } as never }, 2, () => undefined, 0)).rejects.toThrow('its process ended early (exit code 1); run the same command again');
});
