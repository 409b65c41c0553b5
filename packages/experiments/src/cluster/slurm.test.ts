import { beforeEach, expect, it, vi } from 'vitest';
import { fakeSlurm, type FakeSlurm } from '../../test/fake-slurm.js';
import { ask, timeLimit } from './slurm.js';

let slurm: FakeSlurm;
beforeEach(() => {
  slurm = fakeSlurm();
  for (const [name, value] of Object.entries(slurm.environment)) vi.stubEnv(name, value);
  return () => vi.unstubAllEnvs();
});

it.each([
  [undefined, 1800],
  ['long', 2 * 86_400 + 3600],
  ['free', null],
  ['long,short,free', 1800],
  ['nowhere', null],
])('of the partition %s takes the limit of %s seconds', async (partition, limit) => {
  slurm.partitions(['long|2-01:00:00', 'short*|30:00', 'free|infinite']);
  expect(await timeLimit(partition)).toBe(limit);
});

it.each([
  ['squeue: error: fetch_config: DNS SRV lookup failed\nsqueue: fatal: Could not establish a configuration source'],
  ['slurm_load_jobs error: Unable to contact slurm controller (connect failure)'],
])('says in one line what to do where no controller answers: %s', async (said) => {
  const sentence = said.split('\n').at(-1)!.replace('squeue: fatal: ', '');
  await expect(ask('sh', '-c', 'echo "$1" >&2; exit 1', 'sh', said)).rejects.toThrow(
    `sh: ${sentence}; run this where jobs are submitted, or write the scripts alone by --print`,
  );
});
