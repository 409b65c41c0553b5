import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Operation } from './operation.js';

/** The process was killed here, as far as its disk is concerned: it changes nothing any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** An operation by its number (0 …), or the first one that is so. */
type Moment = number | ((operation: Operation) => boolean);

/** What goes wrong, from a moment on. Of a write, the share `part` (0 … 1) of its bytes still reaches the disk. */
export type Fault =
  | { readonly kind: 'kill'; readonly at: Moment; readonly part: number }
  | {
      readonly kind: 'error';
      readonly at: Moment;
      readonly part: number;
      readonly code: string;
      readonly kinds: readonly Operation['kind'][];
      readonly once?: boolean;
    };

/** What a full disk refuses: all that needs room. */
export const NEEDS_ROOM = ['make', 'create', 'write', 'rename'] as const satisfies Operation['kind'][];
/** What a read-only one refuses. */
export const CHANGES = [...NEEDS_ROOM, 'truncate', 'remove'] as const satisfies Operation['kind'][];

export interface FaultyDiskOptions {
  /** How the process dies: by an error, unless told otherwise. */
  readonly die?: (message: string) => void;
}

/** The disk under one folder, as this process sees it. */
export interface FaultyDisk {
  /** What was done since it was installed or last healed. */
  readonly operations: readonly Operation[];
  break(fault: Fault): void;
  /** All is well again: space is back, or the next process begins. */
  heal(): void;
  uninstall(): void;
}

/** Calls that could change the folder unseen: refused there, until someone teaches them to the disk. */
const UNKNOWN_CALLS = [
  'appendFile',
  'copyFile',
  'cp',
  'link',
  'mkdtemp',
  'rmdir',
  'symlink',
  'truncate',
  'unlink',
  'writeFile',
] as const;
const UNKNOWN_METHODS = ['appendFile', 'truncate', 'write', 'writev', 'createWriteStream'] as const;

/**
 * Puts a disk that fails on demand under a folder, by wrapping the calls of node:fs in this process. Nothing is ever
 * waited for: a sync is counted, and not made.
 */
export function installFaultyDisk(folder: string, { die = throwKilled }: FaultyDiskOptions = {}): FaultyDisk {
  const root = resolve(folder);
  const real = { ...fs, promises: { ...fs.promises } };
  const restores: (() => void)[] = [];
  const open = new Map<number, { readonly path: string; close(): void }>();
  let operations: Operation[] = [];
  let count = 0;
  let fault: Fault | null = null;
  let isBroken = false;
  let isDead = false;

  const isInside = (path: unknown): path is string =>
    typeof path === 'string' && (resolve(path) === root || resolve(path).startsWith(root + sep));
  const name = (path: string) => relative(root, resolve(path)).split(sep).join('/');
  /** The fault, where it strikes the operation of this number. */
  const strike = (operation: Operation, number: number): Fault | null => {
    if (fault === null) return null;
    const isMoment = typeof fault.at === 'number' ? number === fault.at : !isBroken && fault.at(operation);
    isBroken ||= isMoment;
    if (!isBroken || (fault.kind === 'error' && fault.once && !isMoment)) return null;
    return fault.kind === 'kill' || fault.kinds.includes(operation.kind) ? fault : null;
  };

  /** Does an operation, or as much of it as the fault lets through. `partly` does a share of a write. */
  const carryOut = (operation: Operation, partly?: (bytes: number) => void): void => {
    if (isDead) throw new Killed('this process is dead');
    const struck = strike(operation, count++);
    if (struck === null) return void operations.push(operation);
    if (operation.kind === 'write' && partly !== undefined) {
      const bytes = Math.floor(struck.part * operation.bytes.length);
      if (bytes > 0) partly(bytes);
    }
    if (struck.kind === 'error') throw systemError(struck.code, operation);
    isDead = true;
    for (const file of open.values()) file.close();
    die(`killed at ${operation.kind} ${operation.path}`);
  };

  const wrap = <Owner extends object, Key extends keyof Owner>(
    owner: Owner,
    key: Key,
    make: (original: Owner[Key]) => Owner[Key],
  ): void => {
    const original = owner[key];
    owner[key] = make(original);
    restores.push(() => (owner[key] = original));
  };

  wrap(fs, 'openSync', (original) => (path, flags, mode) => {
    if (!isInside(path)) return original(path, flags, mode);
    if (creates(path, flags)) carryOut({ kind: 'create', path: name(path) });
    const fd = original(path, flags, mode);
    if (flags !== 'r') open.set(fd, { path: name(path), close: () => real.closeSync(fd) });
    return fd;
  });
  wrap(fs, 'closeSync', (original) => (fd) => {
    if (isDead && open.has(fd)) return;
    open.delete(fd);
    original(fd);
  });
  const append = (fd: number, path: string, data: unknown) => {
    const bytes = bytesOf(data);
    carryOut({ kind: 'write', path, bytes: Uint8Array.from(bytes) }, (length) => real.writeSync(fd, bytes, 0, length));
    for (let done = 0; done < bytes.length;) done += real.writeSync(fd, bytes, done);
    return bytes.length;
  };
  wrap(fs, 'writeFileSync', (original) => (file, data, options) => {
    const known = typeof file === 'number' ? open.get(file) : undefined;
    if (isInside(file)) throw unknown('writeFileSync', file);
    if (typeof file !== 'number' || known === undefined) return original(file, data, options);
    append(file, known.path, data);
  });
  wrap(
    fs,
    'writeSync',
    (original) =>
      ((fd: number, data: never, ...rest: never[]) => {
        const known = open.get(fd);
        return known === undefined ? original(fd, data, ...rest) : append(fd, known.path, data);
      }) as typeof fs.writeSync,
  ); // its overloads: of those, a whole text is what is written here
  wrap(fs, 'ftruncateSync', (original) => (fd, length) => {
    const known = open.get(fd);
    if (known !== undefined) carryOut({ kind: 'truncate', path: known.path });
    original(fd, length);
  });

  wrap(fs.promises, 'open', (original) => async (path, flags, mode) => {
    if (!isInside(path)) return original(path, flags, mode);
    if (creates(path, flags)) carryOut({ kind: 'create', path: name(path) });
    const handle = await original(path, flags, mode);
    const file = name(path);
    const { fd } = handle;
    const close = handle.close.bind(handle);
    open.set(fd, { path: file, close: () => void close() });
    handle.writeFile = async (data) => void append(fd, file, data);
    handle.sync = handle.datasync = async () => carryOut({ kind: 'sync', path: file });
    handle.close = async () => {
      if (isDead && open.has(fd)) return;
      open.delete(fd);
      await close();
    };
    for (const method of UNKNOWN_METHODS) {
      handle[method] = () => {
        throw unknown(method, path);
      };
    }
    return handle;
  });
  wrap(
    fs.promises,
    'mkdir',
    (original) =>
      (async (path: string, options?: fs.MakeDirectoryOptions) => {
        if (!isInside(path) || fs.existsSync(path)) return original(path, options);
        const folders: string[] = [];
        for (let made = resolve(path); !fs.existsSync(made); made = dirname(made)) folders.unshift(name(made));
        try {
          carryOut({ kind: 'make', path: name(path), folders });
        } catch (error) {
          throw options?.recursive === true ? asNodeTells(error) : error;
        }
        return original(path, options);
      }) as typeof fs.promises.mkdir,
  ); // its overloads tell what is returned by the options
  wrap(fs.promises, 'rename', (original) => async (from, to) => {
    if (isInside(from) && isInside(to)) carryOut({ kind: 'rename', from: name(from), path: name(to) });
    await original(from, to);
  });
  wrap(fs.promises, 'rm', (original) => async (path, options) => {
    if (isInside(path) && fs.existsSync(path)) carryOut({ kind: 'remove', path: name(path) });
    await original(path, options);
  });
  for (const call of UNKNOWN_CALLS) {
    const refuse = (owner: object) =>
      wrap(owner as Record<string, (...args: unknown[]) => unknown>, call, (original) => (...args) => {
        if (args.some(isInside)) throw unknown(call, String(args[0]));
        return original.apply(owner, args);
      });
    refuse(fs.promises);
  }
  syncBuiltinESMExports();

  return {
    get operations() {
      return operations;
    },
    break: (next) => {
      [fault, isBroken] = [next, false];
    },
    heal: () => {
      [operations, count, fault, isBroken, isDead] = [[], 0, null, false, false];
      open.clear();
    },
    uninstall: () => {
      for (const restore of restores.reverse()) restore();
      syncBuiltinESMExports();
    },
  };
}

function throwKilled(message: string): never {
  throw new Killed(message);
}

function creates(path: string, flags: unknown): boolean {
  return typeof flags === 'string' && /[wa]/.test(flags) && !fs.existsSync(path);
}

function bytesOf(data: unknown): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  if (data instanceof Uint8Array) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError(`faulty disk: expected text or bytes, got ${typeof data}`);
}

function systemError(code: string, { kind, path }: Operation): Error {
  return Object.assign(new Error(`${code}: injected, ${kind}`), { code, syscall: kind, path });
}

/** Where it makes folders recursively, Node knows these codes, and tells of others as of a folder that is missing. */
const TOLD_BY_MKDIRP = new Set(['EACCES', 'ENOSPC', 'ENOTDIR', 'EPERM']);

function asNodeTells(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error) || TOLD_BY_MKDIRP.has(String(error.code))) return error;
  return Object.assign(new Error(error.message), { ...error, code: 'ENOENT' });
}

function unknown(call: string, path: string): Error {
  return new Error(`faulty disk: expected only calls that it knows, got ${call} of ${path}; teach it that call`);
}
