import { AsyncLocalStorage } from 'node:async_hooks';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/** The number by which Linux knows NFS. */
const NFS = 0x6969;

export interface NetworkDiskOptions {
  /** Milliseconds of a clock that a test moves. */
  readonly now: () => number;
  /** Milliseconds for which a machine shows what it remembers of a file, also where it opens it (`nocto` of nfs(5)). */
  readonly cached: number;
  /** `apart`: each machine keeps locks of its own; `shared`: all keep the same ones; `none`: they are refused. */
  readonly locks: 'apart' | 'shared' | 'none';
}

/** A folder that several machines share over a network, as the processes of this test see it. */
export interface NetworkDisk {
  /** Does something as a process of a machine; outside of this, calls go to the server itself. */
  on<T>(machine: string, work: () => T): T;
  /** In place of `tryLock` of fs-native-extensions, exclusive. @throws ENOLCK where no locks are kept */
  tryLock(fd: number): boolean;
  /** Ends all processes of a machine: their files are closed, and what they hold is free. */
  kill(machine: string): void;
  uninstall(): void;
}

/** What a machine remembers of a file. */
interface Memory {
  readonly at: number;
  /** Null: there was none. */
  readonly file: { readonly stats: fs.BigIntStats; readonly text: string } | null;
}

/**
 * Puts a folder on the network, by wrapping the calls of node:fs that locks are made of. A machine sees at once what it
 * changes itself, and what needs the server's word: whether a file can be made.
 */
export function installNetworkDisk(folder: string, { now, cached, locks }: NetworkDiskOptions): NetworkDisk {
  const root = resolve(folder);
  const real = { ...fs, promises: { ...fs.promises } };
  const machines = new AsyncLocalStorage<string>();
  const memories = new Map<string, Memory>();
  /** Files that a machine has open: what it saw when it opened them, where it reads them alone. */
  const open = new Map<number, { readonly machine: string; readonly path: string; readonly seen: Memory | null }>();
  const held = new Map<string, number>();
  const restores: (() => void)[] = [];

  const machineAt = (path: unknown): string | undefined =>
    typeof path === 'string' && resolve(path).startsWith(root + sep) ? machines.getStore() : undefined;
  const key = (machine: string, path: string) => `${machine} ${resolve(path)}`;
  const recall = (machine: string, path: string): Memory => {
    const known = memories.get(key(machine, path));
    if (known !== undefined && now() - known.at < cached) return known;
    const stats = real.statSync(path, { bigint: true, throwIfNoEntry: false });
    const file = stats === undefined ? null : { stats, text: real.readFileSync(path, 'utf8') };
    const memory = { at: now(), file };
    memories.set(key(machine, path), memory);
    return memory;
  };
  const forget = (machine: string | undefined, path: string): void => {
    if (machine !== undefined) memories.delete(key(machine, path));
  };
  const wrap = <Key extends keyof typeof fs>(name: Key, make: (original: (typeof fs)[Key]) => unknown): void => {
    const original = fs[name];
    // As the original is called by what these tests test: without its other overloads.
    Object.assign(fs, { [name]: make(original) });
    restores.push(() => Object.assign(fs, { [name]: original }));
  };
  /** A server does not know a file any more that was removed, though it is open. */
  const refuseGone = (fd: number): void => {
    if (open.has(fd) && real.fstatSync(fd).nlink === 0)
      throw Object.assign(new Error('ESTALE: stale file handle'), { code: 'ESTALE', errno: -116, syscall: 'fstat' });
  };
  /** A call on an open file that changes it. */
  const wrapChange = (name: 'writeSync' | 'ftruncateSync' | 'futimesSync'): void =>
    wrap(name, (original) => (fd: number, ...rest: unknown[]) => {
      refuseGone(fd);
      const result: unknown = Reflect.apply(original, fs, [fd, ...rest]);
      const known = open.get(fd);
      if (known !== undefined) forget(known.machine, known.path);
      return result;
    });

  wrap('openSync', (original) => (path: string, flags: string, mode?: number) => {
    const machine = machineAt(path);
    if (machine === undefined) return original(path, flags, mode);
    const seen = flags === 'r' ? recall(machine, path) : null;
    if (seen?.file === null) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    const fd = original(path, flags, mode);
    if (flags.includes('x')) forget(machine, path);
    open.set(fd, { machine, path, seen });
    return fd;
  });
  wrap('closeSync', (original) => (fd: number) => {
    open.delete(fd);
    for (const [name, holder] of held) if (holder === fd) held.delete(name);
    original(fd);
  });
  wrap('fstatSync', (original) => (fd: number, options?: fs.StatOptions) => {
    const stats = open.get(fd)?.seen?.file?.stats;
    if (stats === undefined) refuseGone(fd);
    return stats !== undefined && options?.bigint === true ? stats : original(fd, options);
  });
  wrap('readFileSync', (original) => (from: number | string, options?: 'utf8') => {
    const file = typeof from === 'number' ? open.get(from)?.seen?.file : undefined;
    return file?.text ?? original(from, options);
  });
  wrap('statfsSync', (original) => (path: string) => {
    const found = original(path);
    return machineAt(path) === undefined ? found : { ...found, type: NFS };
  });
  (['writeSync', 'ftruncateSync', 'futimesSync'] as const).forEach(wrapChange);
  const remove = fs.promises.rm;
  fs.promises.rm = async (path, options) => {
    await remove(path, options);
    forget(machineAt(path), String(path));
  };
  restores.push(() => (fs.promises.rm = remove));
  syncBuiltinESMExports();

  return {
    on: (machine, work) => machines.run(machine, work),
    tryLock: (fd) => {
      if (locks === 'none') throw Object.assign(new Error('ENOLCK: no locks available'), { code: 'ENOLCK' });
      const name = `${locks === 'apart' ? open.get(fd)?.machine : 'all'} ${real.fstatSync(fd, { bigint: true }).ino}`;
      const holder = held.get(name);
      if (holder !== undefined && holder !== fd) return false;
      held.set(name, fd);
      return true;
    },
    kill: (machine) => {
      for (const [fd, one] of open) if (one.machine === machine) fs.closeSync(fd);
    },
    uninstall: () => {
      for (const restore of restores.reverse()) restore();
      syncBuiltinESMExports();
    },
  };
}
