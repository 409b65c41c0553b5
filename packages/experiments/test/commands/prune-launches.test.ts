import { existsSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { LaunchedJob, LaunchRecord } from '@latent-paths/core';
import { openStore, type Store } from '@latent-paths/data';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { expect, it, onTestFinished, vi } from 'vitest';
import { launchedTrial } from '../../src/cluster/launched-trial.js';
import { prune } from '../../src/commands/prune.js';
import { artifactsOf } from '../../src/run/plan/artifacts.js';
import { chosenTrials } from '../../src/run/plan/trials-to-run.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { fakeSlurm } from '../fake-slurm.js';
import { LINEAR, SINGLE, tiny } from '../tiny-yaml.js';
import { invoke, invokeJson } from './invoke.js';
import { experimentRecord, launchRecordOf, runRecord } from './records.js';

const ME = { user: userInfo().username, cluster: 'test' };

/** Launches by their ids, each with one job. */
async function launched(launches: Readonly<Record<string, Pick<LaunchRecord, 'submitted'> & { job: string | null }>>) {
  const store = openStore(temporaryFolder());
  for (const [id, { job, submitted }] of Object.entries(launches)) {
    const launch = store.launch(id);
    await launch.begin();
    await launch.writeTrials([]);
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
  expect(err).toMatch(
    /^no launch is removed, and nothing that one needs: what a cluster has of it is not known: scontrol: not found on PATH;/,
  );
});

/**
 * An experiment `x` with one trained arm that was launched as job 8, and whose file was edited since: its record names
 * another trial. The trial waits in the queue again, its VAE is made, and its pool is half made.
 */
async function launchedAndEdited() {
  const root = temporaryFolder();
  const file = join(root, 'x.yaml');
  writeFileSync(file, tiny([LINEAR, SINGLE]));
  const experiment = resolveExperiment(file, { root });
  const [chosen] = chosenTrials(experiment, { arms: ['single'] });
  const { trial } = chosen!;
  const store = openStore(join(root, 'results'));
  const files = store.experiment('x');
  await files.writeExperiment(experimentRecord('x', ['another']));
  const [[, vae], [, pool]] = artifactsOf(trial.config, store) as [StageArtifact, StageArtifact];
  await vae.writeBytes('data', new Uint8Array(10));
  const run = runRecord('x', trial.id);
  await vae.finish({ madeAt: run.startedAt, provenance: run.provenance });
  await pool.writeBytes('data', new Uint8Array(10));
  await files.trial(trial.id).writeRun(run);
  const launch = store.launch('x.1');
  await launch.begin();
  await launch.writeTrials([launchedTrial({ ...chosen!, experiment: 'x', fresh: false })]);
  const [end] = launchRecordOf(launch.id, '9').jobs;
  const job: LaunchedJob = { ...end!, name: 'trials-1', kind: 'trials', trials: [trial.id], job: '8' };
  await launch.write({ ...launchRecordOf(launch.id, '8'), experiment: 'x', jobs: [job, end!], submitted: ME });
  return { store, launch, paths: [`x/${trial.id}`, ...[vae, pool].map(({ name }) => `artifacts/${name}`)] };
}
type StageArtifact = ReturnType<typeof artifactsOf>[number];

const foundIn = async (store: Store) =>
  (await invokeJson(prune, [], { store, now: later(2) })).found.map(({ path }: { path: string }) => path);

it('leaves what a job in the queue needs: its trial, and what that stands on, made or not', async () => {
  const fake = slurm();
  const { store, paths } = await launchedAndEdited();
  fake.queue(['8_0|PENDING|x/trials-1|(BeginTime)']);
  expect(await foundIn(store)).toEqual([]);
  fake.queue([]);
  expect((await foundIn(store)).sort()).toEqual([...paths, 'launches/x.1'].sort());
});

it('leaves it where the queue cannot be asked, and takes nothing where a launch cannot be read', async () => {
  const { store, launch } = await launchedAndEdited();
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await foundIn(store)).toEqual([]);
  writeFileSync(join(launch.folder, 'trials.json'), '{');
  await store.artifact('unused', 'a'.repeat(64)).writeBytes('data', new Uint8Array(10));
  const { out, err, code } = await invoke(prune, ['--yes'], { store, now: later(2) });
  expect([out, code]).toEqual(['nothing to delete\n', 1]);
  expect(err).toMatch(
    /\nlaunch x\.1 may need anything, so that no trial and no artifact counts as unused: .*trials\.json/,
  );
});
