import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../../tools/testing/src/temporary-folder.js';
import { compileCode } from './compile-code.js';
import { loaderPath, modulesPath } from './compiled-modules.js';

const ROOT = join(__dirname, '../../../../..');
const LOADER = 'packages/experiments/src/cluster/frozen-code/load-compiled.ts';
const MAIN = 'packages/a/src/main.ts';

/** A copy of a checkout whose main module prints, imports another, loads a file from outside, and fails in line 8. */
async function copy(outside: string): Promise<string> {
  const code = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(code, file)), { recursive: true });
    writeFileSync(join(code, file), text);
  };
  write('tsconfig.json', readFileSync(join(ROOT, 'tsconfig.base.json'), 'utf8'));
  write('packages/a/package.json', '{ "type": "commonjs" }');
  write('packages/a/src/other.ts', `export const other: string = 'compiled';`);
  write(
    MAIN,
    `import { createRequire } from 'node:module';
import { other } from './other.js';

interface Outside { readonly said: string }

const { said } = createRequire(__filename)(process.argv[2]!) as Outside;
console.log(other, said);
throw new Error('here');
`,
  );
  mkdirSync(dirname(join(code, LOADER)), { recursive: true });
  copyFileSync(join(ROOT, LOADER), join(code, LOADER));
  symlinkSync(join(ROOT, 'node_modules'), join(code, 'node_modules'));
  writeFileSync(outside, `const said: string = 'from outside';\nexport { said };\n`);
  await compileCode(code, [MAIN, 'packages/a/src/other.ts', 'packages/a/package.json', LOADER]);
  return code;
}

it('runs what was compiled, TypeScript from outside by ts-node, and shows lines of the source', async () => {
  const outside = join(temporaryFolder(), 'outside.ts');
  const code = await copy(outside);
  writeFileSync(join(code, 'packages/a/src/other.ts'), `export const other = 'changed since';`);
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', loaderPath(code), join(code, MAIN), outside], {
    encoding: 'utf8',
    env: { ...process.env, TS_NODE_PROJECT: join(code, 'tsconfig.json') },
  });
  expect(stdout, stderr).toBe('compiled from outside\n');
  expect(stderr).toMatch(/Error: here\s+at .*packages\/a\/src\/main\.ts:8:7/);
});

it('keeps no source in what it compiles', async () => {
  const code = await copy(join(temporaryFolder(), 'outside.ts'));
  const modules = JSON.parse(readFileSync(modulesPath(code), 'utf8')) as Record<string, string>;
  expect(Object.keys(modules)).toEqual([MAIN, 'packages/a/src/other.ts', LOADER]);
  const map = Buffer.from(modules[MAIN]!.split('base64,').at(-1)!, 'base64').toString('utf8');
  expect(JSON.parse(map)).toMatchObject({ version: 3, sources: [join(code, MAIN)] });
  expect(map).not.toContain('sourcesContent');
});
