import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { CompiledModules } from './compiled-modules.js';

/**
 * Preloaded by each job of a launch (`node -r`), once compiled and beside `modules.json`: gives Node the modules that
 * were compiled when the code was copied, in place of TypeScript. What was not copied, such as the file of an
 * architecture, is compiled by ts-node. Stack traces show lines of TypeScript.
 */

/** What Node's loader of modules has beside its documented part, and ts-node replaces, too. */
interface Internals {
  _resolveFilename(
    request: string,
    parent: { readonly filename?: string | null } | undefined,
    ...rest: unknown[]
  ): string;
  readonly prototype: { _compile(this: NodeModule, text: string, file: string): void };
}

const CODE = join(__dirname, '..');
const written = readFileSync(join(__dirname, 'modules.json'), 'utf8');
const modules = JSON.parse(written) as CompiledModules; // compileCode wrote it
const internals = Module as unknown as Internals; // as above
const { extensions } = require;

process.setSourceMapsEnabled(true);

const textOf = (path: string) => modules[relative(CODE, path)];

const resolveFilename = internals._resolveFilename;
internals._resolveFilename = function (request, parent, ...rest) {
  if (request.startsWith('.') && request.endsWith('.js') && typeof parent?.filename === 'string') {
    const source = `${join(dirname(parent.filename), request).slice(0, -'.js'.length)}.ts`;
    if (textOf(source) !== undefined) return source;
  }
  return resolveFilename.call(this, request, parent, ...rest);
};

let hasTsNode = false;

extensions['.ts'] = (module, file) => {
  Reflect.deleteProperty(Error, 'prepareStackTrace'); // ts-node's knows lines only of what it compiled; Node's of all
  const text = textOf(file);
  if (text !== undefined) internals.prototype._compile.call(module, text, file);
  else if (hasTsNode)
    extensions['.js']!(module, file); // ts-node has replaced what compiles this module
  else {
    hasTsNode = true;
    createRequire(__filename)('ts-node/register'); // takes our place, and calls us
    extensions['.ts']!(module, file);
  }
};
