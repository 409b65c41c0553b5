import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { experiment, run, temporaryFolder } from '../../test/fixtures/records.js';
import { openStore } from '../run-store.js';

it('keeps the log of a job beside its trial while that is cleared, and removes it with the trial', async () => {
  const store = openStore(temporaryFolder());
  const trial = store.experiment('e').trial('a');
  const log = join(temporaryFolder(), 'trials-1.0.log');
  writeFileSync(log, 'begun\n');
  expect(await trial.shareLog(log, 'e.1')).toBe(null);
  await trial.clear();
  expect(await trial.shareLog(log, 'e.1')).toBe(null);
  appendFileSync(log, 'done\n');
  expect(readFileSync(join(trial.folder, '.job.e.1.log'), 'utf8')).toBe('begun\ndone\n');
  expect(await trial.files()).toEqual([]);
  expect(readdirSync(trial.folder)).toEqual(['.job.e.1.log']);

  await store.experiment('e').writeExperiment(experiment);
  await trial.writeRun({ ...run, trial: 'a', experiment: 'e' });
  const { holdings } = await store.inventory();
  await holdings.find(({ kind }) => kind === 'trial')!.remove();
  expect(existsSync(trial.folder)).toBe(false);
  expect(existsSync(log)).toBe(true);
});

it('says why it cannot', async () => {
  const trial = openStore(temporaryFolder()).experiment('e').trial('a');
  expect(await trial.shareLog('/nowhere/a.log', 'e.1')).toMatch(/ENOENT/);
});
