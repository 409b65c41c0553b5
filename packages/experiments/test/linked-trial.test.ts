import { readdirSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { command } from './command.js';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { fileHashes, LINEAR, remains, run, SINGLE, tiny, workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

it.each([
  [
    'a trial',
    (results: string) =>
      join(
        results,
        'x',
        readdirSync(join(results, 'x')).find((name) => name.startsWith('single'))!,
      ),
  ],
  ['an experiment', (results: string) => join(results, 'x')],
])('--fresh empties nothing of %s that is a link, names it, and leaves it finished', async (_, find) => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  const before = await remains(space);
  const link = find(join(space.root, 'results'));
  const moved = join(temporaryFolder(), 'moved');
  renameSync(link, moved);
  symlinkSync(moved, link);
  const held = fileHashes(moved);

  const { code, output } = await command(space.root, '--fresh').ended;
  expect(code).toBe(1);
  expect(output).toContain(
    `got one behind a link, ${link} → ${moved}: nothing is deleted through a link; move it here in place of`,
  );
  expect(output).not.toMatch(/^ {4}at /m);
  const records = /(experiment|comparison)\.json$|\.html$/; // written anew by every run
  const left = fileHashes(moved);
  for (const name of Object.keys(held).filter((one) => !records.test(one))) expect(left[name], name).toBe(held[name]);

  expect(await run(space, { engine })).toEqual({ finished: 0, failed: [] });
  unlinkSync(link);
  renameSync(moved, link);
  expect(await remains(space)).toEqual(before);
});
