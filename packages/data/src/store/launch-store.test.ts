import type { LaunchRecord } from '@latent-paths/core';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fixtures/records.js';
import { openStore } from '../run-store.js';

const record: LaunchRecord = {
  version: 1,
  id: 'e.1',
  experiment: 'e',
  submittedAt: '2026-01-01T00:00:00.000Z',
  command: 'experiments/e.yaml --on=slurm',
  root: '/work',
  checkout: '/work',
  code: { commit: null, noCommit: 'not a git repository', dirty: null },
  node: '20.19.0',
  lockfile: 'a'.repeat(64),
  threads: 2,
  requeues: 3,
  jobs: [{ name: 'end', kind: 'end', trials: [], makes: [], after: [], others: [], job: '7' }],
};

it('keeps a launch as it was written, once', async () => {
  const store = openStore(temporaryFolder());
  expect(await store.launches()).toEqual([]);
  const launch = store.launch('e.1');
  await launch.begin();
  expect(await store.launches()).toEqual([]);
  await launch.write(record);
  await launch.writeScript('end', '#!/bin/bash\n');
  const [found] = await store.launches();
  expect(await found!.read()).toEqual(record);
  expect(existsSync(found!.scriptPath('end'))).toBe(true);
  expect([launch.logPath('end'), launch.logPath('trials-1', '3')]).toEqual(
    ['end.log', 'trials-1.3.log'].map((name) => join(launch.folder, name)),
  );
  await expect(store.launch('e.1').begin()).rejects.toThrow('EEXIST');
});

it('names a record that is missing or altered', async () => {
  const launch = openStore(temporaryFolder()).launch('e.1');
  await expect(launch.read()).rejects.toThrow(/launch\.json: expected the record of a launch, got none; delete/);
  await launch.begin();
  writeFileSync(join(launch.folder, 'trials.json'), '{"version": 1, "trials": []}');
  expect(await launch.readTrials()).toEqual([]);
  writeFileSync(join(launch.folder, 'trials.json'), '{"version": 1, "trials": [], "sha256": "0"}');
  await expect(launch.readTrials()).rejects.toThrow('altered');
});
