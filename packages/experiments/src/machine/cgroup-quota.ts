import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the hierarchies of versions 2 and 1 are mounted. */
const UNIFIED = ['sys/fs/cgroup', 'sys/fs/cgroup/unified'];
const CPU = ['sys/fs/cgroup/cpu', 'sys/fs/cgroup/cpu,cpuacct', 'sys/fs/cgroup/cpuacct,cpu'];

/**
 * Cores' worth of time that the control groups of this process leave it, the least of its own group's and of all above:
 * `cpu.max` of version 2, `cpu.cfs_quota_us / cpu.cfs_period_us` of version 1. Null if there is no bound.
 * `root` is where /proc and /sys are found.
 */
export function cgroupQuota(root: string): number | null {
  const groups = (readText(join(root, 'proc/self/cgroup')) ?? '').split('\n').map((line) => line.split(':'));
  const quotas = groups.flatMap(([, controllers, ...path]) => {
    const group = path.join(':');
    if (controllers === '') return upwards(root, UNIFIED, group).map((folder) => ofVersion2(folder));
    return controllers?.split(',').includes('cpu') ? upwards(root, CPU, group).map((folder) => ofVersion1(folder)) : [];
  });
  const bounds = quotas.filter((quota) => quota !== null);
  return bounds.length === 0 ? null : Math.min(...bounds);
}

/** A group's folder and those above it. In a container, the part of the path that lies outside is not there. */
function upwards(root: string, mounts: readonly string[], group: string): string[] {
  const paths = [group];
  while (paths.at(-1) !== dirname(paths.at(-1)!)) paths.push(dirname(paths.at(-1)!));
  return mounts.flatMap((mount) => paths.map((path) => join(root, mount, path)));
}

/** `max 100000` or `150000 100000`. */
function ofVersion2(folder: string): number | null {
  const [quota, period] = (readText(join(folder, 'cpu.max')) ?? '').trim().split(/\s+/);
  return ratio(Number(quota), Number(period));
}

/** A quota of -1 is none. */
function ofVersion1(folder: string): number | null {
  const read = (name: string) => Number(readText(join(folder, name)) ?? Number.NaN);
  return ratio(read('cpu.cfs_quota_us'), read('cpu.cfs_period_us'));
}

function ratio(quota: number, period: number): number | null {
  return quota > 0 && period > 0 ? quota / period : null;
}

/** Null if there is no such file, or none that may be read: then it bounds nothing that is known of. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
