import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { sizeOf } from '@latent-paths/core';
import { openSource, trialSchema } from '@latent-paths/specification/trial';
import type { RefineTask } from './refine.js';
import { refineApart } from './refine-apart.js';

const { data } = trialSchema.parse({ data: { kind: 'lines' } });
const task = taskOf(5);

function taskOf(count: number): RefineTask {
  const source = openSource({ data });
  const size = sizeOf(source.shape);
  const frames = new Float32Array(count * size);
  for (let i = 0; i < count; i++) source.write('heldOut', i, frames, i * size);
  return {
    data,
    frames,
    candidates: Array.from({ length: count }, (_, i) => [
      [
        { entry: i, distance: 1 },
        { entry: i + 7, distance: 2 },
      ],
    ]),
  };
}

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

it('goes on where a signal to its whole group reaches them, too', async () => {
  const ownChildren = (): number[] =>
    execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('refine-child'))
      .map((line) => Number.parseInt(line, 10));
  const signalled: number[] = [];
  const tell = (done: number): void => {
    // Of shares of 1,000 both have begun; what is told may come late, so that each time is a chance.
    if (done <= 1000 || signalled.length > 0) return;
    for (const pid of ownChildren()) {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal);
      signalled.push(pid);
    }
  };
  expect(await refineApart(taskOf(2000), 2, tell, 0)).toHaveLength(2000);
  expect(signalled.length).toBeGreaterThan(0);
});

it('says that a process ended early, and how', async () => {
  await expect(refineApart({ ...task, data: { kind: 'none' } as never }, 2, () => undefined, 0)).rejects.toThrow(
    'its process ended early (exit code 1); run the same command again',
  );
});
