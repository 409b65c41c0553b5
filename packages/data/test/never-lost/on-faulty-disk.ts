import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, vi } from 'vitest';
import { installFaultyDisk, type FaultyDisk } from '../../../../tools/faulty-disk/src/faulty-disk.js';
import type { Operation } from '../../../../tools/faulty-disk/src/operation.js';
import { temporaryFolder } from '../fixtures/records.js';
import { filesOf, live } from './life.js';

/** A folder on a disk that fails on demand, new for each test of a file. */
export interface Stage {
  readonly root: string;
  readonly disk: FaultyDisk;
  /** What a life leaves that nothing breaks off, and what it does to the disk. */
  readonly whole: Record<string, string>;
  readonly operations: readonly Operation[];
  /** Empties the folder, lets the test write to it with calls that the disk does not know, and heals the disk. */
  beginAnew(fill?: () => void): void;
}

export function onFaultyDisk(): Stage {
  let root = '';
  let disk: FaultyDisk | undefined;
  let whole: Record<string, string> = {};
  let operations: readonly Operation[] = [];
  const beginAnew = (fill = () => undefined as void) => {
    disk?.uninstall();
    rmSync(root, { recursive: true });
    mkdirSync(root);
    fill();
    disk = installFaultyDisk(root);
  };
  beforeEach(async () => {
    // The touches of locks that killed lives left would find their folders gone.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    root = temporaryFolder();
    disk = installFaultyDisk(root);
    await live(root);
    whole = filesOf(root);
    operations = disk.operations;
    beginAnew();
  });
  afterEach(() => {
    disk?.uninstall();
    vi.useRealTimers();
  });
  return {
    get root() {
      return root;
    },
    get disk() {
      if (disk === undefined) throw new Error('expected to be asked for the disk within a test');
      return disk;
    },
    get whole() {
      return whole;
    },
    get operations() {
      return operations;
    },
    beginAnew,
  };
}
