import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeSlurm, type FakeSlurm } from '../../test/fake-slurm.js';
import { requeueSelf } from './requeue-self.js';

const ELEMENT = { SLURM_JOB_ID: '9', SLURM_ARRAY_JOB_ID: '6', SLURM_ARRAY_TASK_ID: '1', SLURMD_NODENAME: 'n2' };

let slurm: FakeSlurm;
let told: string[];
beforeEach(() => {
  slurm = fakeSlurm();
  told = [];
  for (const [name, value] of Object.entries(slurm.environment)) vi.stubEnv(name, value);
  return () => vi.unstubAllEnvs();
});
const ask = (environment: NodeJS.ProcessEnv, more = {}) =>
  requeueSelf('stopped at step 3', { environment, limit: 2, tell: (line) => told.push(line), ...more });

describe('a job that is told to end', () => {
  it('queues its own element again, never the array', async () => {
    slurm.job('JobId=9 ArrayJobId=6 JobState=RUNNING ExcNodeList=(null)');
    expect(await ask(ELEMENT)).toBe(true);
    expect(slurm.changed()).toEqual([['requeue', '6_1']]);
  });

  it('queues itself again where it is no element', async () => {
    slurm.job('JobId=9 JobState=RUNNING');
    expect(await ask({ SLURM_JOB_ID: '9' })).toBe(true);
    expect(slurm.changed()).toEqual([['requeue', '9']]);
  });

  it('ends where it was cancelled', async () => {
    slurm.job('JobId=9 ArrayJobId=6 JobState=COMPLETING');
    expect(await ask(ELEMENT)).toBe(false);
    expect(slurm.changed()).toEqual([]);
    expect(told).toEqual(['stopped at step 3; not queued again: Slurm has the job as COMPLETING']);
  });

  it('ends where the limit is reached, and outside of Slurm', async () => {
    slurm.job('JobId=9 JobState=RUNNING');
    expect(await ask({ ...ELEMENT, SLURM_RESTART_COUNT: '2' })).toBe(false);
    expect(await ask({})).toBe(false);
    expect(slurm.changed()).toEqual([]);
  });

  it.each([
    ['(null)', '(null)', 'ib,rome', 'Features=milan&hbm', 'with --constraint=milan&hbm, as n7 has'],
    ['ib&milan', '(null)', '(null)', 'Features=ib&milan&hbm', 'with --constraint=ib&milan&hbm, as n7 has'],
    ['[rack1|rack2]', 'n1', 'ib', 'ExcNodeList=n1,n2', 'on another node than n2'],
    ['(null)', '(null)', 'milan,hbm,ib', 'ExcNodeList=n2', 'on another node than n2'],
  ])('goes where the other CPU is: features %s, excluded %s, here %s', async (asked, excluded, here, change, where) => {
    slurm.job(`JobId=9 ArrayJobId=6 JobState=RUNNING ExcNodeList=${excluded} Features=${asked} Reservation=(null)`);
    slurm.nodes([
      `NodeName=n7 Arch=x86_64 AvailableFeatures=x ActiveFeatures=milan,ib,hbm Gres=(null)`,
      `NodeName=n2 Arch=x86_64 AvailableFeatures=x ActiveFeatures=${here} Gres=(null)`,
    ]);
    expect(await ask(ELEMENT, { elsewhere: { there: 'n7' } })).toBe(true);
    expect(slurm.changed()).toEqual([
      ['requeue', '6_1'],
      ['update', 'JobId=6_1', change],
    ]);
    expect(told).toEqual([`stopped at step 3; queued again as 6_1 ${where}`]);
  });

  it('avoids this node where none with the other CPU is known', async () => {
    slurm.job('JobId=9 ArrayJobId=6 JobState=RUNNING ExcNodeList=(null) Features=(null)');
    expect(await ask(ELEMENT, { elsewhere: { there: null } })).toBe(true);
    expect(slurm.changed().at(-1)).toEqual(['update', 'JobId=6_1', 'ExcNodeList=n2']);
  });

  it('says where Slurm refuses', async () => {
    slurm.job('JobId=9 JobState=RUNNING');
    slurm.refuse('slurm_requeue error: Access denied');
    await expect(ask({ SLURM_JOB_ID: '9' })).rejects.toThrow('scontrol: slurm_requeue error: Access denied');
  });
});
