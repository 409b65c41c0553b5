import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@latent-paths/data';
import { expect, it, onTestFinished } from 'vitest';
import { Stopped } from './context.js';
import { takeFolder } from './take-folder.js';

it('says for whom it waits, and stops waiting where that is asked for', async () => {
  const results = await mkdtemp(join(tmpdir(), 'latent-paths-take-'));
  onTestFinished(() => rm(results, { recursive: true }));
  const trial = openStore(results).experiment('e').trial('t');
  await (
    await trial.lock()
  )();
  const owner = { pid: 7, host: 'elsewhere', process: 'another', since: '2026-01-01T00:00:00.000Z' };
  writeFileSync(join(trial.folder, '.lock'), JSON.stringify(owner));
  const stop = new AbortController();
  const said: string[] = [];
  const display = {
    say: (line: string) => {
      said.push(line);
      stop.abort();
    },
  };
  await expect(takeFolder(trial, { display, signal: stop.signal })).rejects.toThrow(Stopped);
  expect(said).toEqual([expect.stringContaining('process 7 on elsewhere, since 2026')]);
});
