import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { StorageError } from '@latent-paths/data';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { CHANGES, installFaultyDisk, NEEDS_ROOM } from '../../../../tools/faulty-disk/src/faulty-disk.js';
import type { Operation } from '../../../../tools/faulty-disk/src/operation.js';
import { fileHashes, remains, run, workspace } from '../tiny.js';
import { unbrokenRun, YAML } from './unbroken.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** Of all kinds of writes every fourth is tried, each in `npx nx run experiments:endurance`. */
const EVERY = Math.min(4, Number(process.env['EVERY'] ?? 4));

/** What kind of write it is: to which file, whatever the trial and the process are called. */
function kindOf({ kind, path }: Operation): string {
  const file = path.replace(/(^|\/)\.([^/]+)\.\d+-\d+\.tmp$/, '$1$2').replaceAll(/-[0-9a-f]{12}/g, '-…');
  return `${kind} ${file}`;
}

it.each([
  ['is full', 'ENOSPC', 'the disk is full (ENOSPC); free some space and run the same command again', NEEDS_ROOM, EVERY],
  [
    'is read-only',
    'EROFS',
    'the file system is read-only (EROFS); make it writable and run the same command again',
    CHANGES,
    2 * EVERY,
  ],
] as const)(
  'where the disk %s, whatever is to be written, stops with the file and a remedy, keeps what was finished, and ' +
    'goes on to the same bits',
  async (_, code, told, kinds, nth) => {
    const { remains: expected, operations } = await unbrokenRun(engine);
    const left = [...new Set(operations.filter(({ kind }) => kinds.some((one) => one === kind)).map(kindOf))];
    expect(left.length).toBeGreaterThan(40);
    const space = workspace(YAML);
    const results = join(space.root, 'results');
    const disk = installFaultyDisk(results);
    onTestFinished(() => disk.uninstall());
    let finished: Record<string, string> = {};
    // Each run meets the fault at a kind of write that none met before, and the next goes on from there.
    for (const next of left.filter((_, i) => i % nth === 0)) {
      let met = '';
      disk.break({
        kind: 'error',
        code,
        part: 0.5,
        kinds,
        at: (operation) => {
          if (kindOf(operation) !== next) return false;
          met = operation.path;
          return true;
        },
      });
      const error: unknown = await run(space, { engine }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      disk.heal();
      if (met === '') continue; // An earlier run got past it.
      // What cannot be removed, to tidy up, is in nobody's way: then the next write is told of, if any is left.
      if (!next.startsWith('remove') || error !== null) {
        expect(error, next).toBeInstanceOf(StorageError);
        expect(String(error), next).toContain(told);
        if (!next.startsWith('remove'))
          expect(String(error), next).toContain(join(results, met.replace(/(^|\/)\.([^/]+)\.\d+-\d+\.tmp$/, '$1$2')));
      }
      const now = fileHashes(results);
      expect(now, next).toMatchObject(finished);
      const done = Object.keys(now)
        .filter((name) => /(manifest|summary)\.json$/.test(name))
        .map((name) => name.slice(0, name.lastIndexOf('/')));
      finished = Object.fromEntries(
        Object.entries(now).filter(
          ([name]) =>
            done.some((folder) => name.startsWith(`${folder}/`)) &&
            /(arrow|weights\.safetensors|manifest\.json)$/.test(name),
        ),
      );
    }
    expect((await run(space, { engine })).failed).toEqual([]);
    disk.uninstall();
    expect(await remains(space)).toEqual(expected);
  },
);
