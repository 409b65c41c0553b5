import { mkdirSync, rmdirSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A group of processes that may use so much memory. */
export interface Cgroup {
  /** A command that joins it and then becomes the command behind it. */
  readonly through: readonly string[];
  limit(bytes: number): void;
  remove(): void;
}

/** A new group, of either version of cgroups; null if none can be made. */
export function memoryCgroup(): Cgroup | null {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  const first = mounts.find(([, , type, options = '']) => type === 'cgroup' && options.split(',').includes('memory'));
  const second = mounts.find(([, , type]) => type === 'cgroup2');
  return make(first?.[1], 'memory.limit_in_bytes') ?? make(second?.[1], 'memory.max');
}

function make(at: string | undefined, limit: string): Cgroup | null {
  if (at === undefined) return null;
  const folder = join(at, `torture-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, limit), `${2 ** 34}`);
    return {
      through: ['sh', '-c', `echo $$ > ${join(folder, 'cgroup.procs')} && exec "$@"`, 'sh'],
      limit: (bytes) => writeFileSync(join(folder, limit), `${bytes}`),
      remove: () => rmdirSync(folder),
    };
  } catch {
    return null; // The caller tells that there is none.
  }
}
