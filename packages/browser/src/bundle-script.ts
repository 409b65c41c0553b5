import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** A script as it stands in a page. */
export interface Script {
  readonly text: string;
  /** What the page's policy knows it by: `'sha256-…'`. */
  readonly source: string;
}

/** Modules of Node that bundled code names, and never reaches in a browser. */
const OF_NODE = ['fs', 'path', 'os', 'worker_threads', 'perf_hooks', 'util', 'string_decoder', 'crypto'];

const bundled = new Map<string, Script>();

/** The script of this folder's `<name>/main.ts` in one piece, made once a process. @throws if it cannot be bundled */
export function bundleScript(name: string): Script {
  const known = bundled.get(name);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, name, 'main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    loader: { '.wasm': 'binary' },
    // what programs of Emscripten ask for outside of browsers
    alias: Object.fromEntries(OF_NODE.map((module) => [module, join(__dirname, 'nothing.ts')])),
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent', // it throws
  });
  const script = inlineScript(outputFiles[0]!.text.trim());
  bundled.set(name, script);
  return script;
}

/** Text that may stand in a page's `<script>`: it cannot end the element. */
function inlineScript(code: string): Script {
  const text = code.replace(/<\/(?=script)/gi, '<\\/').replace(/<!--/g, '<\\!--');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/** JSON that may stand in a page's `<script type="application/json">`, without what the page's text is changed in. */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<%=‖]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
