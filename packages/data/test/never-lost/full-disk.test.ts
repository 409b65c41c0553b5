import { chmodSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANGES, NEEDS_ROOM, type Fault } from '../../../../tools/faulty-disk/src/faulty-disk.js';
import type { Operation } from '../../../../tools/faulty-disk/src/operation.js';
import { openStore } from '../../src/run-store.js';
import { StorageError } from '../../src/store/storage-error.js';
import { startChildAs } from '../fixtures/child.js';
import { temporaryFolder } from '../fixtures/records.js';
import { lastingFilesOf, live, STEPS } from './life.js';
import { onFaultyDisk } from './on-faulty-disk.js';

const stage = onFaultyDisk();

const TOLD: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full (ENOSPC); free some space and run the same command again',
  EROFS: 'the file system is read-only (EROFS); make it writable and run the same command again',
  EACCES: 'permission denied (EACCES); give this user the right to read and write there',
  EIO: 'the disk failed (EIO); look after the disk',
};

/** The file that an operation is for: the one that a temporary file is to become. */
const fileOf = (path: string) =>
  join(dirname(path), path.slice(path.lastIndexOf('/') + 1).replace(/^\.(.+)\.\d+-\d+\.tmp$/, '$1'));

/** Operations of some kinds, of which every `nth` is tried. */
const operationsOf = (kinds: readonly Operation['kind'][], nth = 1) =>
  stage.operations.flatMap(({ kind }, i) => (kinds.includes(kind) ? [i] : [])).filter((_, i) => i % nth === 0);

/**
 * Lives with a fault at an operation, and then without: it stops with the file's name and a remedy, and goes on to the
 * same end.
 */
async function meets(fault: Extract<Fault, { kind: 'error' }> & { readonly at: number }): Promise<void> {
  const { root, disk, whole } = stage;
  const { kind, path } = stage.operations[fault.at]!;
  const where = `${fault.code} at operation ${fault.at}, ${kind} ${path}`;
  disk.break(fault);
  const error: unknown = await live(root).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  // What cannot be removed, to tidy up, is in nobody's way: then the next operation is told of, if any is left.
  if (kind !== 'remove') expect(String(error), where).toContain(`StorageError: ${join(root, fileOf(path))}`);
  if (error !== null) {
    expect(error, where).toBeInstanceOf(StorageError);
    expect(String(error), where).toContain(TOLD[fault.code]);
  }
  disk.heal();
  const began = await openStore(root).experiment('x').trial('abc').readCheckpoint();
  const steps: number[] = [];
  await live(root, (step) => steps.push(step));
  expect(lastingFilesOf(root), where).toEqual(whole);
  expect(steps.length).toBeLessThanOrEqual(STEPS - (began?.bytes[0] ?? 0));
  stage.beginAnew();
}

describe('where the disk fails, the file is named with a remedy, and the next life goes on to the same bytes:', () => {
  it('a disk that is full from any operation on', async () => {
    const all = operationsOf(NEEDS_ROOM);
    expect(all.length).toBeGreaterThan(80);
    for (const at of all) await meets({ kind: 'error', code: 'ENOSPC', at, part: (at % 4) / 4, kinds: NEEDS_ROOM });
  });

  it('one that can no more be written', async () => {
    for (const at of operationsOf(CHANGES, 3))
      await meets({ kind: 'error', code: 'EROFS', at, part: 0, kinds: CHANGES });
  });

  it('one that fails once, also in a sync', async () => {
    const kinds = [...CHANGES, 'sync'] as const;
    for (const at of operationsOf(kinds, 4))
      await meets({ kind: 'error', code: 'EIO', at, part: 0.5, kinds, once: true });
  });

  it('a folder that was never writable', () =>
    meets({ kind: 'error', code: 'EACCES', at: 0, part: 0, kinds: CHANGES }));
});

/** A user without rights; whoever runs the test, where that is not the one to whom all is allowed. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;
const isOpenToAll = (path: string): boolean =>
  (statSync(path).mode & 0o005) === 0o005 && (path === dirname(path) || isOpenToAll(dirname(path)));
const cannotTry =
  process.platform === 'win32' || (NOBODY !== undefined && !(isOpenToAll(__dirname) && isOpenToAll(tmpdir())));

it.skipIf(cannotTry)('a folder that the user may truly not write to is named with the remedy', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o555);
  const { line } = await startChildAs(NOBODY, 'live-until.ts', folder, '1');
  expect(line).toMatch(
    /^StorageError: \/.*\/x: permission denied \(EACCES\); give this user the right to read and write there/,
  );
  chmodSync(folder, 0o777);
  const again = await startChildAs(NOBODY, 'live-until.ts', folder, '1');
  expect(again.line).toBe('step 1');
});
