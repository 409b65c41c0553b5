import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/src/temporary-folder.js';

const SCRIPT = join(__dirname, '../bin/import-cycles.js');

/** What the script says of a folder with these files. */
function ask(files: Readonly<Record<string, string>>): { code: number | null; said: string } {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'src/room'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'src', name), text);
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, 'src'], { cwd, encoding: 'utf8' });
  return { code: status, said: stderr };
}

it('names each circle of imports once, those of types alone included', () => {
  const asked = ask({
    'a.ts': "import type { B } from './room/b.js';\nexport type A = B | null;\n",
    'room/b.ts': "import { c } from './c.js';\nexport const b = c;\nexport type B = typeof b;\n",
    'room/c.ts': "export const c = 1;\nexport type C = import('../a.js').A;\n",
    'd.ts': "export * from './e.js';\n",
    'e.ts': "export const load = () => import('./d.js');\n",
    'f.ts': "import { c } from './room/c.js';\nexport const f = c;\n",
  });
  expect(asked.said.split('import cycle among ').sort()).toEqual([
    '',
    '2 files:\n  src/d.ts\n  src/e.ts\n',
    '3 files:\n  src/a.ts\n  src/room/b.ts\n  src/room/c.ts\n',
  ]);
  expect(asked.code).toBe(1);
});

it('has nothing to say where nothing goes round, and refuses a folder without files', () => {
  expect(ask({ 'a.ts': "import './b.js';\n", 'b.ts': 'export {};\n' })).toEqual({ code: 0, said: '' });
  expect(ask({})).toEqual({ code: 1, said: 'import-cycles: no TypeScript files in what was named\n' });
});
