import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { coresHere } from './cores.js';

/** A system's /proc and /sys with these files. */
function system(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const cores = (files: Readonly<Record<string, string>>, environment = {}) =>
  coresHere({ environment, parallelism: 8, root: system(files) }).count;

it.each([
  ['no control group', {}, 8],
  ['no bound, version 2', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': 'max 100000\n' }, 8],
  [
    'a container’s one core, version 2',
    { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '100000 100000\n' },
    1,
  ],
  [
    'the same, which sees its path outside',
    { 'proc/self/cgroup': '0::/docker/123\n', 'sys/fs/cgroup/cpu.max': '100000 100000\n' },
    1,
  ],
  ['a part of a core', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '50000 100000\n' }, 1],
  ['two and a half', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '250000 100000\n' }, 2],
  ['more than there are', { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '6400000 100000\n' }, 8],
  [
    'the least of all groups above',
    {
      'proc/self/cgroup': '0::/a.slice/b.service\n',
      'sys/fs/cgroup/a.slice/cpu.max': '300000 100000\n',
      'sys/fs/cgroup/a.slice/b.service/cpu.max': '500000 100000\n',
    },
    3,
  ],
  [
    'no bound, version 1',
    {
      'proc/self/cgroup': '4:cpu,cpuacct:/\n',
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '-1\n',
      'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    },
    8,
  ],
  [
    'two cores, version 1',
    {
      'proc/self/cgroup': '5:memory:/m\n1:cpu:/job\n0::/\n',
      'sys/fs/cgroup/cpu/job/cpu.cfs_quota_us': '200000\n',
      'sys/fs/cgroup/cpu/job/cpu.cfs_period_us': '100000\n',
    },
    2,
  ],
])('counts the cores that a process may use: %s', (_what, files, expected) => expect(cores(files)).toBe(expected));

const ONE = { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '100000 100000\n' };

it.each([
  ['3', 3],
  [' 2 ', 2],
  ['4,2', 4],
  ['', 1],
])('OMP_NUM_THREADS=%j goes before all', (text, expected) => {
  expect(cores(ONE, { OMP_NUM_THREADS: text })).toBe(expected);
});

it('tells whether a person chose', () => {
  expect(coresHere({ environment: {}, parallelism: 2, root: system({}) })).toEqual({ count: 2, chosen: false });
  expect(coresHere({ environment: { OMP_NUM_THREADS: '2' }, parallelism: 2, root: system({}) })).toEqual({
    count: 2,
    chosen: true,
  });
});

it.each(['0', 'two', '-1', '1.5'])('OMP_NUM_THREADS=%s is refused', (text) => {
  expect(() => cores({}, { OMP_NUM_THREADS: text })).toThrow(
    `OMP_NUM_THREADS: expected a positive integer, got ${text}; correct it, or unset it`,
  );
});
