import { beforeEach, expect, it, vi } from 'vitest';
import { fakeSlurm, type FakeSlurm } from '../../test/fake-slurm.js';
import { timeLimit } from './slurm.js';

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
