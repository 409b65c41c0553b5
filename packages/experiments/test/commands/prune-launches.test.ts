import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { LaunchRecord } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';
import { expect, it, onTestFinished, vi } from 'vitest';
import { prune } from '../../src/commands/prune.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { fakeSlurm } from '../fake-slurm.js';
import { invoke } from './invoke.js';
import { experimentRecord, launchRecordOf } from './records.js';

const ME = { user: userInfo().username, cluster: 'test' };

/** Launches by their ids, each with one job. */
async function launched(launches: Readonly<Record<string, Pick<LaunchRecord, 'submitted'> & { job: string | null }>>) {
  const store = openStore(temporaryFolder());
  for (const [id, { job, submitted }] of Object.entries(launches)) {
    const launch = store.launch(id);
    await launch.begin();
    await launch.write({ ...launchRecordOf(id, job), ...(submitted && { submitted }) });
  }
  return store;
}

const LAUNCHES = {
  'e.1': { job: '7', submitted: ME },
  'e.2': { job: '8', submitted: ME },
  'e.3': { job: '9', submitted: { ...ME, cluster: 'other' } },
  'e.4': { job: '9', submitted: { ...ME, user: 'somebody' } },
  'e.5': { job: '9' },
  'e.6': { job: null },
};

/** Days from now. */
const later = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);

function slurm() {
  const fake = fakeSlurm();
  for (const [name, value] of Object.entries(fake.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return fake;
}

const idsIn = (out: string) => [...out.matchAll(/launches\/(\S+)/g)].map(([, id]) => id);

it('removes old launches whose jobs are all gone, and none that a job needs or nobody here can tell of', async () => {
  slurm().queue(['8|PENDING|e/end|(Dependency)']);
  const store = await launched(LAUNCHES);
  const { out, code } = await invoke(prune, ['--yes'], { store, now: later(2) });
  expect([code, idsIn(out)]).toEqual([0, ['e.1']]);
  expect(Object.keys(LAUNCHES).filter((id) => existsSync(store.launch(id).folder))).toEqual([
    ...['e.2', 'e.3', 'e.4', 'e.5', 'e.6'],
  ]);
});

it('takes those whose scripts were only printed where an age is given, and those of one experiment', async () => {
  slurm().queue([]);
  const store = await launched(LAUNCHES);
  const found = async (...args: string[]) => idsIn((await invoke(prune, args, { store, now: later(2) })).out);
  expect(await found('--older-than', '1d')).toEqual(['e.1', 'e.2', 'e.6']);
  await store.experiment('f').writeExperiment(experimentRecord('f', ['a']));
  expect(await found('--experiment', 'f')).toEqual([]);
});

it('asks nobody while all launches are of today', async () => {
  const fake = slurm();
  const { out } = await invoke(prune, [], { store: await launched(LAUNCHES) });
  expect([out, fake.asked()]).toEqual(['nothing to delete\n', []]);
});

it('removes none where the queue cannot be asked, and says why', async () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const store = await launched(LAUNCHES);
  const { out, err, code } = await invoke(prune, ['--yes'], { store, now: later(2) });
  expect([out, code]).toEqual(['nothing to delete\n', 1]);
  expect(err).toMatch(/^no launch is removed: what a cluster has of it is not known: scontrol: not found on PATH;/);
});
