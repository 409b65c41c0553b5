import { spawn } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { hostname } from 'node:os';
import type { MetricsRow } from '@latent-paths/core';
import { openStore, type TrialStore } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { tail } from '../../src/commands/tail.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { invoke } from './invoke.js';
import { experimentRecord, runRecord } from './records.js';

const row = (step: number): MetricsRow => ({
  step,
  points: 256 * step,
  projections: 256 * step,
  pairs: 16 * step,
  alphasPerPair: 16,
  learningRate: 1e-3,
  weights: { reprojection: 1 },
  losses: { reprojection: 3.5 },
  total: 3.5,
  gradientNorms: { total: 1.75 },
  validation: step % 2 === 0 ? { reprojection: 4.25 } : null,
  seconds: step / 8,
});

/** An experiment `e` with a finished trial `done` and one that this process holds as running, with rows 1 … 6. */
async function running(): Promise<{
  store: ReturnType<typeof openStore>;
  trial: TrialStore;
  end: (status: 'stopped' | 'failed') => Promise<void>;
}> {
  const store = openStore(temporaryFolder());
  const files = store.experiment('e');
  await files.writeExperiment(experimentRecord('e', ['done', 'now']));
  await files.trial('done').writeSpec('path: {}\n');
  await files.trial('done').finish(runRecord('e', 'done'));
  const trial = files.trial('now');
  const release = await trial.lock();
  await trial.writeRun(runRecord('e', 'now'));
  for (let step = 1; step <= 6; step++) await trial.appendMetrics(row(step));
  const end = async (status: 'stopped' | 'failed') => {
    await trial.writeRun({ ...runRecord('e', 'now'), status });
    await release();
  };
  return { store, trial, end };
}

it('prints the last rows of what is running, each new row, and how it ended', async () => {
  const { store, trial, end } = await running();
  const acts = [
    () => trial.appendMetrics(row(7)),
    () => undefined,
    async () => (await trial.appendMetrics(row(8)), await end('stopped')),
  ];
  const { code, out } = await invoke(tail, ['e', '--lines', '2'], { store, asleep: async (time) => acts[time]?.() });
  expect(code).toBe(0);
  expect(out).toBe(
    [
      'e/now  running, 6 rows',
      'e/now  step 5  total 3.5  reprojection 3.5  0.6 s',
      'e/now  step 6  total 3.5  reprojection 3.5  validation: reprojection 4.25  0.8 s',
      'e/now  step 7  total 3.5  reprojection 3.5  0.9 s',
      'e/now  step 8  total 3.5  reprojection 3.5  validation: reprojection 4.25  1.0 s',
      'e/now  stopped',
      '',
    ].join('\n'),
  );
});

it('waits for the next trial of the experiment, for some time', async () => {
  const { store, end } = await running();
  const next = store.experiment('e').trial('next');
  let release = async () => undefined as void;
  const { out } = await invoke(tail, ['--lines', '0'], {
    store,
    asleep: async (time) => {
      if (time === 1) await end('failed');
      if (time === 5) {
        release = await next.lock();
        await next.writeRun(runRecord('e', 'next'));
        await next.appendMetrics(row(1));
      }
      if (time === 7) {
        await next.finish(runRecord('e', 'next'));
        await release();
      }
    },
  });
  expect(out.split('\n').slice(0, -1)).toEqual([
    'e/now  running, 6 rows',
    'e/now  failed',
    'e/next  running, 1 row',
    'e/next  finished',
  ]);
});

it('prints once for scripts, in JSON a line each', async () => {
  const { store, end } = await running();
  const { out } = await invoke(tail, ['--once', '--lines', '1', '--json'], {
    store,
    asleep: () => expect.unreachable(),
  });
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { version: 1, command: 'tail', experiment: 'e', trial: 'now', status: 'running, 6 rows' },
    { version: 1, command: 'tail', experiment: 'e', trial: 'now', row: row(6) },
  ]);
  await end('stopped');
});

it('shows the last rows of a trial that is named, also of one that has ended', async () => {
  const { store, end } = await running();
  await end('stopped');
  expect((await invoke(tail, ['now', '--lines', '1'], { store })).out).toMatch(
    /^e\/now {2}stopped, 6 rows\ne\/now {2}step 6 .*\n$/,
  );
});

it('goes back with a trial that was resumed from its checkpoint', async () => {
  const { store, trial, end } = await running();
  await trial.writeCheckpoint(new Uint8Array(8));
  await trial.appendMetrics(row(7));
  const { out } = await invoke(tail, ['--lines', '1'], {
    store,
    asleep: async (time) => {
      if (time === 0) await trial.cutMetrics(await trial.readCheckpoint());
      if (time === 1) await end('stopped');
    },
  });
  expect(out).toMatch(
    /step 7 [^]*e\/now {2}went back to its last checkpoint\ne\/now {2}step 1 [^]*step 6 [^]*stopped\n$/,
  );
});

it('says where nothing is running, and ends when asked to', async () => {
  const { store, end } = await running();
  const stop = new AbortController();
  expect((await invoke(tail, [], { store, asleep: () => stop.abort(), signal: stop.signal })).code).toBe(130);
  await end('stopped');
  expect(await invoke(tail, ['e'], { store })).toEqual({ code: 0, out: '', err: 'e: no trial is running\n' });
  await expect(invoke(tail, ['f'], { store })).rejects.toThrow('f: no such trial');
});

it('prints the log of a run without a terminal, from where it began last, and waits until that has ended', async () => {
  const store = openStore(temporaryFolder());
  const files = store.experiment('e');
  await files.writeExperiment(experimentRecord('e', ['now']));
  const writer = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(writer, 'exit');
  const start = (pid: number) =>
    `--- process ${pid} on ${hostname()}, since 2026-01-01T00:00:00.000Z: experiments/e.yaml\n`;
  writeFileSync(files.logPath, `${start(1)}old\n${start(writer.pid!)}training the VAE\nhalf`);
  const acts = [
    () => appendFileSync(files.logPath, ' a line\nextracting latents\n'),
    async () => {
      writer.stdin.end();
      await ended;
    },
  ];
  const { code, out } = await invoke(tail, ['e'], { store, asleep: async (time) => acts[time]?.() });
  expect(code).toBe(0);
  expect(out).toBe(
    `e  ${start(writer.pid!)}` + ['e  training the VAE', 'e  half a line', 'e  extracting latents', ''].join('\n'),
  );
});
