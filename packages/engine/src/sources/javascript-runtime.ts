import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The operators and what calls them as one module of JavaScript, to be read by people: it exports `openPath`. */
export function javascriptRuntime(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'javascript/main.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'silent', // it throws
  });
  return outputFiles[0]!.text;
}
