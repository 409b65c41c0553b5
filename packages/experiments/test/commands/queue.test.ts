import { userInfo } from 'node:os';
import type { LaunchedJob, LaunchRecord } from '@latent-paths/core';
import { openStore, type Store } from '@latent-paths/data';
import { expect, it, onTestFinished, vi } from 'vitest';
import { cancel } from '../../src/commands/cancel.js';
import { tail } from '../../src/commands/tail.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { fakeSlurm } from '../fake-slurm.js';
import { invoke, invokeJson } from './invoke.js';
import { experimentRecord, launchRecordOf, runRecord } from './records.js';

const job = (name: string, kind: LaunchedJob['kind'], id: string, trials: readonly string[] = []): LaunchedJob => ({
  name,
  kind,
  trials: [...trials],
  makes: [],
  after: [],
  others: [],
  job: id,
});

const HERE = { user: userInfo().username, cluster: 'test' };

/** An experiment with two trials that was submitted, and another one. */
async function submitted(to: LaunchRecord['submitted'] = HERE): Promise<Store> {
  const store = openStore(temporaryFolder());
  const launch = async (experiment: string, jobs: readonly LaunchedJob[]) => {
    await store.experiment(experiment).writeExperiment(experimentRecord(experiment, ['a', 'b']));
    const files = store.launch(`${experiment}.1`);
    await files.begin();
    await files.write({ ...launchRecordOf(files.id, null), experiment, jobs: [...jobs], submitted: to });
  };
  await launch('e', [job('trials-1', 'trials', '103', ['a', 'b']), job('end', 'end', '104')]);
  await launch('f', [job('trials-1', 'trials', '105', ['a'])]);
  return store;
}

function slurm() {
  const fake = fakeSlurm();
  for (const [name, value] of Object.entries(fake.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return fake;
}

const QUEUE = [
  '103_0|RUNNING|e/trials-1|n1',
  '103_1|RUNNING|e/trials-1|n2',
  '104|PENDING|e/end|(Dependency)',
  '105_0|PENDING|f/trials-1|(Resources)',
];

it('cancel ends what a cluster has of one experiment, and of no other', async () => {
  const fake = slurm();
  fake.queue(QUEUE);
  const store = await submitted();
  expect(await invoke(cancel, ['e'], { store })).toMatchObject({ code: 0, out: 'e: cancelled 2 jobs: 103, 104\n' });
  expect(fake.changed()).toEqual([['cancel', '103', '104']]);
  fake.queue(QUEUE.slice(3));
  expect(await invokeJson(cancel, ['e'], { store })).toMatchObject({ experiment: 'e', jobs: [] });
  expect(fake.changed()).toHaveLength(1);
  await expect(invoke(cancel, ['g'], { store })).rejects.toThrow('cancel: expected one of e, f, got g');
});

it.each([
  ['of another cluster', QUEUE, { ...HERE, cluster: 'other' }],
  ['of another user', QUEUE, { ...HERE, user: 'somebody' }],
  ['that got an id again', ['103_0|RUNNING|h/trials-1|n1', '104|RUNNING|jupyter|n2'], HERE],
])('cancel takes no job for its own by the id alone: one %s', async (_, queue, to) => {
  const fake = slurm();
  fake.queue(queue);
  const { out } = await invoke(cancel, ['e'], { store: await submitted(to) });
  expect(out).toBe('e: your queue on this cluster has nothing of it\n');
  expect(fake.changed()).toEqual([]);
});

it('tail asks how the jobs of a launch ended where they were handed to alone', async () => {
  const fake = slurm();
  fake.queue([]);
  fake.accounts(['103_0|NODE_FAIL|n1']);
  const told = async (to: LaunchRecord['submitted']) =>
    (await invoke(tail, ['e', '--once'], { store: await submitted(to) })).out;
  expect(await told(HERE)).toContain('103 trials-1: 1 element node_fail (n1), not finished');
  expect(await told({ ...HERE, cluster: 'other' })).toBe('');
});

it('tail tells what a cluster has of an experiment', async () => {
  slurm().queue(QUEUE);
  const { code, out, err } = await invoke(tail, ['e', '--once'], { store: await submitted() });
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe('e  103 trials-1: 2 elements running (n1, n2)\ne  104 end: pending (Dependency)\n');
});

const LOST = [
  'e  103 trials-1: 1 element node_fail (n1), not finished',
  'e  103 trials-1: 1 element cancelled, not finished',
  'e  104 end: cancelled, not finished',
];

it('tail tells how jobs ended that Slurm lost, by its accounting', async () => {
  const fake = slurm();
  fake.queue(['103_0|NODE_FAIL|e/trials-1|n1', '103_1|CANCELLED|e/trials-1|']);
  fake.accounts(['103_0|NODE_FAIL|n1', '103_[1-5]|CANCELLED by 1000|None assigned', '104|CANCELLED|None assigned']);
  const { out } = await invoke(tail, ['e', '--once'], { store: await submitted() });
  expect(out).toBe(`${LOST.join('\n')}\n`);
});

it('tail tells it by the controller where no accounts are kept', async () => {
  const fake = slurm();
  fake.job(
    'JobId=110 ArrayJobId=103 ArrayTaskId=0 JobName=e JobState=NODE_FAIL ReqNodeList=(null) NodeList=n1',
    'JobId=103 ArrayJobId=103 ArrayTaskId=1 JobName=e JobState=COMPLETED Reason=None ReqNodeList=(null) NodeList=n2',
  );
  const store = await submitted();
  await store.experiment('e').trial('b').writeRun(runRecord('e', 'b'));
  const { out } = await invoke(tail, ['e', '--once'], { store });
  expect(out.split('\n').slice(0, 2)).toEqual([
    'e  103 trials-1: 1 element node_fail (n1), not finished',
    'e  103 trials-1: 1 element completed (n2), not finished',
  ]);
});

it('tail says where that is not known', async () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { code, out } = await invoke(tail, ['e', '--once'], { store: await submitted() });
  expect(code).toBe(0);
  expect(out).toMatch(/^e {2}what a cluster has of it is not known: squeue: not found on PATH;/);
});
