import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { sizeOf } from '@latent-paths/core';
import { openSource, trialSchema } from '@latent-paths/specification/trial';
import { temporaryFolder } from '../../../../../tools/testing/src/temporary-folder.js';
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
  const folder = temporaryFolder();
  const preload = join(folder, 'signal.cjs');
  // In each process, once it tells of its first frame.
  writeFileSync(
    preload,
    `const send = process.send.bind(process);
    process.send = (...message) => {
      process.send = send;
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(process.pid, signal);
      require('node:fs').writeFileSync(${JSON.stringify(`${folder}/`)} + process.pid, '');
      return send(...message);
    };`,
  );
  vi.stubEnv('NODE_OPTIONS', `--require ${JSON.stringify(preload)}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await refineApart(task, 2, () => undefined, 0)).toHaveLength(5);
  const signalled = readdirSync(folder).filter((name) => name !== 'signal.cjs');
  expect(signalled).toHaveLength(2);
});

it('says that a process ended early, and how', async () => {
  await expect(refineApart({ ...task, data: { kind: 'none' } as never }, 2, () => undefined, 0)).rejects.toThrow(
    'the process that computes it ended early (exit code 1); run the same command again',
  );
});
