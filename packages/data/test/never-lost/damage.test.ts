import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { integerAt, rootKey } from '@latent-paths/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { installFaultyDisk, Killed } from '../../../../tools/faulty-disk/src/faulty-disk.js';
import { openStore } from '../../src/run-store.js';
import { temporaryFolder } from '../fixtures/records.js';
import { filesOf, lastingFilesOf, live } from './life.js';
import { readAll } from './read-all.js';

/** Another seed damages other bytes. */
const key = rootKey(Number(process.env['SEED'] ?? 1));

/** A folder in which a life ended, and one in which it was killed just before that. */
let finished: string;
let unfinished: string;
let results: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  [finished, unfinished, results] = [temporaryFolder(), temporaryFolder(), join(temporaryFolder(), 'results')];
  const watched = installFaultyDisk(finished);
  await live(finished);
  const last = watched.operations.findLastIndex(({ kind, path }) => kind === 'rename' && path.endsWith('run.json'));
  watched.uninstall();
  const disk = installFaultyDisk(unfinished);
  disk.break({ kind: 'kill', at: last, part: 0 });
  await expect(live(unfinished)).rejects.toThrow(Killed);
  disk.uninstall();
  vi.useRealTimers();
});

/** The `i`th of many damages to a file: a bit of its head, end or of anywhere altered, or the file cut off. */
function damage(bytes: Buffer, i: number): Buffer {
  const draw = (below: number) => integerAt(key, i, below);
  const last = bytes.length - 1;
  if (i % 4 === 3) return bytes.subarray(0, [0, last, draw(bytes.length)][draw(3)]);
  const place = [draw(Math.min(16, bytes.length)), last - draw(Math.min(16, bytes.length)), draw(bytes.length)][i % 4]!;
  const copy = Buffer.from(bytes);
  copy[place]! ^= 1 << draw(8);
  return copy;
}

/** Every visible file of a folder with some damages to each. */
function* damages(
  from: string,
  each: number,
): Generator<{ readonly name: string; readonly bytes: Buffer; readonly where: string }> {
  const names = Object.keys(filesOf(from)).filter((name) => !/(^|\/)\./.test(name));
  for (const [n, name] of names.entries()) {
    const whole = readFileSync(join(from, name));
    for (let i = 0; i < each; i++) {
      const bytes = damage(whole, n * each + i);
      yield {
        name,
        bytes,
        where:
          `${name}, damage ${i}: ${bytes.length} of ${whole.length} bytes, first altered at ` +
          `${whole.findIndex((byte, at) => byte !== bytes[at])}`,
      };
    }
  }
}

/**
 * Files that an error may name for a damaged one: itself, what it seals, and for the end of a log that it notes, the
 * log.
 */
function namedFor(name: string): string[] {
  const sealed = name.replace(/\.sha256$/, '');
  return [name, sealed, ...(/checkpoint.*\.sha256$/.test(name) ? [join(dirname(name), 'metrics.jsonl')] : [])].map(
    (one) => join(results, one),
  );
}

const REMEDY =
  /restore it from a copy, or delete the folder (\S+) and run the same command again|(delete it and run the same command again)/;

describe('a damaged file', () => {
  it('of a finished trial or artifact is named with a remedy, and never read as data', async () => {
    cpSync(finished, results, { recursive: true });
    const whole = await readAll(results);
    expect(Object.entries(whole).filter(([, value]) => value instanceof Error)).toEqual([]);
    for (const { name, bytes, where } of damages(finished, 40)) {
      writeFileSync(join(results, name), bytes);
      for (const [reader, value] of Object.entries(await readAll(results))) {
        if (!(value instanceof Error)) {
          expect(value, `${reader} of ${where}`).toEqual(whole[reader]);
          continue;
        }
        expect(value.message, `${reader} of ${where}`).toMatch(REMEDY);
        expect(
          namedFor(name).some((file) => value.message.startsWith(file)),
          `${where}: ${value.message}`,
        ).toBe(true);
      }
      cpSync(join(finished, name), join(results, name));
    }
  });

  it('is found by a check, whichever of the trial it is', async () => {
    cpSync(finished, results, { recursive: true });
    const { files } = (await openStore(results).experiment('x').trial('abc').readRun())!;
    for (const { name, bytes, where } of damages(join(finished, 'x/abc'), 4)) {
      if (name === 'run.json') continue;
      expect(Object.keys(files)).toContain(name);
      writeFileSync(join(results, 'x/abc', name), bytes);
      expect(await openStore(results).experiment('x').trial('abc').check(), where).toEqual([
        { file: name, problem: 'altered' },
      ]);
      cpSync(join(finished, 'x/abc', name), join(results, 'x/abc', name));
    }
  });

  it(
    'of an unfinished trial stops it with that file and a remedy that helps, or is passed over: it ends with the ' +
      'same bytes',
    async () => {
      const ended = { told: 0, unseen: 0 };
      for (const { name, bytes, where } of damages(unfinished, 8)) {
        cpSync(unfinished, results, { recursive: true });
        writeFileSync(join(results, name), bytes);
        const error: unknown = await live(results).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error instanceof Error) {
          ended.told++;
          expect(
            namedFor(name).some((file) => error.message.startsWith(file)),
            `${where}: ${error.message}`,
          ).toBe(true);
          const [, folder] =
            REMEDY.exec(error.message) ?? expect.fail(`${where}: expected a remedy, got ${error.message}`);
          rmSync(folder ?? join(results, name), { recursive: true });
          await live(results);
        } else ended.unseen++;
        // What is finished is not read again: it is as it was damaged.
        const rest = (files: Record<string, string>) => Object.entries(files).filter(([file]) => file !== name);
        expect(rest(lastingFilesOf(results)), where).toEqual(rest(lastingFilesOf(finished)));
        rmSync(results, { recursive: true });
      }
      expect(ended.told).toBeGreaterThan(20);
      expect(ended.unseen).toBeGreaterThan(20);
    },
  );
});
