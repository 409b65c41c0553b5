import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'ts-node';
import { type CompiledModules, loaderPath, modulesPath } from './compiled-modules.js';

/** What jobs load; pages are built by a command of their own. */
const LOADED = /^packages\/(?!report\/|browser\/).*(?<!\.d)\.ts$/;
const LOADER = 'packages/experiments/src/cluster/frozen-code/load-compiled.ts';
const MAP = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';

/**
 * Compiles the packages of a copy of the code, as ts-node would when it loads them: once for a launch, and not in
 * each of its jobs.
 * @param files - what the copy holds, relative to it, with slashes
 */
export async function compileCode(code: string, files: readonly string[]): Promise<void> {
  const compiler = create({ cwd: code, projectSearchDir: code, project: join(code, 'tsconfig.json') });
  const compiled = async (file: string) => {
    const path = join(code, file);
    return withoutSource(compiler.compile(await readFile(path, 'utf8'), path));
  };
  const modules: Record<string, string> = {};
  for (const file of files.filter((one) => LOADED.test(one))) modules[file] = await compiled(file);
  await mkdir(dirname(modulesPath(code)));
  await writeFile(modulesPath(code), JSON.stringify(modules satisfies CompiledModules));
  await writeFile(loaderPath(code), await compiled(LOADER));
}

/** Takes the TypeScript out of the source map at the end: it lies beside. */
function withoutSource(text: string): string {
  const at = text.lastIndexOf(MAP);
  if (at === -1) return text;
  const { sourcesContent: _, ...map } = JSON.parse(
    Buffer.from(text.slice(at + MAP.length), 'base64').toString('utf8'),
  ) as {
    readonly sourcesContent?: unknown;
  };
  return text.slice(0, at + MAP.length) + Buffer.from(JSON.stringify(map)).toString('base64');
}
