import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { atExit } from './at-exit.js';

/** A file system in memory, of a size that can be changed, over a folder while `work` goes on. */
export async function withTmpfs<T>(
  folder: string,
  size: number,
  work: (disk: { resize(bytes: number): void; make(access: 'ro' | 'rw'): void }) => Promise<T>,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const kilobytes = (bytes: number) => `size=${Math.ceil(bytes / 1024)}k`;
  mount('-t', 'tmpfs', '-o', kilobytes(size), 'none', folder);
  const unmount = atExit(() => void execFileSync('umount', ['-l', folder]));
  try {
    return await work({
      resize: (bytes) => mount('-o', `remount,${kilobytes(bytes)}`, folder),
      make: (access) => mount('-o', `remount,${access}`, folder),
    });
  } finally {
    unmount();
  }
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
