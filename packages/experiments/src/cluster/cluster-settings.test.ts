import { UsageError } from '@latent-paths/core';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { readCluster, settingsOf } from './cluster-settings.js';

it('lets a flag win over an experiment, and that over what all have', () => {
  const root = temporaryFolder();
  writeFileSync(
    join(root, 'cluster.yaml'),
    'partition: all\ncpus: 2\nmemory: 1G\nthrottle: 9\nexperiments: { x: { cpus: 4, memory: 2G, partition: x } }\n',
  );
  const given = settingsOf({
    memory: '3G',
    prologue: ['module load a', 'module load b'],
    export: 'HOME,PATH',
    cpus: '8',
  });
  expect(readCluster(root, 'x', given)).toMatchObject({
    partition: 'x',
    cpus: 8,
    memory: '3G',
    throttle: 9,
    prologue: ['module load a', 'module load b'],
    export: ['HOME', 'PATH'],
  });
  expect(readCluster(root, 'y')).toMatchObject({ partition: 'all', cpus: 2, memory: '1G', otherCpu: 'requeue' });
  expect(settingsOf({ 'other-cpu': 'accept', requeues: '0' })).toEqual({ otherCpu: 'accept', requeues: 0 });
});

it.each([
  [{ time: 'soon' }, "--time: expected a time as Slurm takes it, '04:00:00' or '1-12:00:00' say, got soon"],
  [{ memory: 'much' }, '--memory: expected a size as Slurm takes it, 8G say, got much'],
  [{ cpus: 'many' }, '--cpus: expected a whole number that is large enough, got many'],
  [{ throttle: '0' }, '--throttle: expected a whole number that is large enough, got 0'],
  [{ export: 'ALL' }, '--export: expected names of variables, got ALL: an environment holds what is secret, got ALL'],
  [{ wrap: 'a\nb' }, '--wrap: expected one line, got a\nb'],
  [{ 'other-cpu': 'take' }, '--other-cpu: expected requeue or accept, got take'],
])('refuses %j', (flags, message) => {
  expect(() => settingsOf(flags)).toThrow(new UsageError(message));
});
