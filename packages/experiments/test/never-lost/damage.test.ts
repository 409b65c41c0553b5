import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerAt, rootKey } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { remains, run, workspace } from '../tiny.js';
import { problemsOf, runUntilStep, unbrokenRun, unwaited, YAML } from './unbroken.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** Of three damages to each file all are tried in `npx nx run experiments:endurance`. */
const EVERY = Number(process.env['EVERY'] ?? 7);
/** Another seed damages other bytes. */
const key = rootKey(Number(process.env['SEED'] ?? 1));

const REMEDY =
  /restore it from a copy, or delete the folder (\S+) and run the same command again|(delete it and run the same command again)/;

/** The `i`th of many damages: a bit of a file's head, its end or of anywhere altered, or the file cut off there. */
function damage(bytes: Buffer, i: number): Buffer {
  const near = integerAt(key, i, Math.min(16, bytes.length));
  const place = [near, bytes.length - 1 - near, integerAt(key, i, bytes.length)][integerAt(key, i + 3e6, 3)]!;
  if (integerAt(key, i + 1e6, 4) === 0) return bytes.subarray(0, place);
  const copy = Buffer.from(bytes);
  copy[place]! ^= 1 << integerAt(key, i + 2e6, 8);
  return copy;
}

it('of a damaged file a run is told, with a remedy that helps, or needs it not: the same bits', async () => {
  const { remains: expected } = await unbrokenRun(engine);
  const origin = await runUntilStep(14, engine);
  const files = readdirSync(join(origin.root, 'results'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const names = files.map((entry) => join(entry.parentPath, entry.name).slice(origin.root.length + 1)).sort();
  expect(names.length).toBeGreaterThan(20);

  const told: string[] = [];
  const tried = Array.from({ length: names.length * 3 }, (_, i) => i).filter((i) => i % EVERY === 0);
  for (const i of tried) {
    const name = names[i % names.length]!;
    const space = workspace(YAML);
    cpSync(join(origin.root, 'results'), join(space.root, 'results'), { recursive: true });
    const path = join(space.root, name);
    const whole = readFileSync(path);
    const bytes = damage(whole, i);
    writeFileSync(path, bytes);
    const where = `${name} with ${bytes.length} of ${whole.length} bytes, damage ${i}`;
    const go = () => problemsOf(unwaited(space, () => run(space, { engine })));
    const problems = await go();
    for (const problem of problems) {
      told.push(name);
      const sealed = path.replace(/\.sha256$/, '');
      const log = join(sealed, '../metrics.jsonl'); // whose end stands in a checkpoint's seal
      expect(
        [path, sealed, log].some((file) => problem.includes(file)),
        `${where}: ${problem}`,
      ).toBe(true);
      const [, folder] = REMEDY.exec(problem) ?? expect.fail(`${where}: expected a remedy, got ${problem}`);
      rmSync(folder ?? path, { recursive: true, force: true });
    }
    if (problems.length > 0) expect(await go(), where).toEqual([]);
    // What nothing needed to read is as it was damaged.
    if (existsSync(path) && readFileSync(path).equals(bytes)) writeFileSync(path, whole);
    expect(await remains(space), where).toEqual(expected);
  }
  expect(told.length).toBeGreaterThan(tried.length / 4);
});
