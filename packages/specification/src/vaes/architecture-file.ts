import { hashJson, suggestion } from '@latent-paths/core';
import { inWorkspace } from '@latent-paths/data';
import { architectures, type Architecture } from '@latent-paths/pretrained';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileBytes } from './file-bytes.js';

/** Endings of a file that an import may leave out, or name as what TypeScript makes of it. */
const ENDINGS = ['.ts', '.js', '.cjs'];
const FUNCTIONS = ['shapes', 'encode', 'decode'] as const;

/** Whether it is a file of the user's, and no name of a built-in architecture. */
export function isFile(architecture: string): boolean {
  return ENDINGS.some((ending) => architecture.endsWith(ending));
}

/** Whether it is a name of a built-in architecture, or may be a file. */
export function isArchitecture(architecture: string): boolean {
  return isFile(architecture) || Object.hasOwn(architectures, architecture);
}

/** What is said of a name that is none. */
export function unknownArchitecture(got: string): string {
  const names = Object.keys(architectures);
  return `expected ${names.join(', ')} or a file such as ./my_vae.ts, got ${got}${suggestion(got, names)}`;
}

/**
 * An architecture by its name, or from a file that exports `shapes`, `encode` and `decode`. The file is run.
 * @throws if there is none, or the file does not export these functions
 */
export function readArchitecture(architecture: string): Architecture {
  if (!isFile(architecture)) {
    const known: Readonly<Record<string, Architecture>> = architectures;
    const found = Object.hasOwn(known, architecture) ? known[architecture] : undefined;
    if (found !== undefined) return found;
    throw new Error(unknownArchitecture(architecture));
  }
  fileBytes(inWorkspace(architecture), architecture);
  let module: Readonly<Record<string, unknown>>;
  try {
    // a module's exports
    module = createRequire(__filename)(inWorkspace(architecture)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new Error(`${architecture}: expected a module that loads, got ${String(cause)}`, { cause });
  }
  const lacking = FUNCTIONS.filter((name) => typeof module[name] !== 'function');
  if (lacking.length > 0)
    throw new Error(
      `${architecture}: expected the functions ${FUNCTIONS.join(', ')}, got no ${lacking.join(' and no ')}; ` +
        'export them',
    );
  // Its functions were looked for; writeAutoencoder looks at what they return.
  return module as unknown as Architecture;
}

/** What the numbers of an architecture depend on: its name, or the text of its file and of those that it imports. */
export function architectureContent(architecture: string): string {
  return isFile(architecture) ? hashJson(textsOf(inWorkspace(architecture), architecture)) : architecture;
}

/** `from './net.js'`, `import('./net.js')` and `require('./net')`. */
const RELATIVE = /(?:from|import|require)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** The texts, each once, in the order in which they are met. */
function textsOf(path: string, shown: string, met = new Set<string>()): string[] {
  if (met.has(path)) return [];
  met.add(path);
  const text = Buffer.from(fileBytes(path, shown)).toString('utf8');
  const imported = [...text.matchAll(RELATIVE)].map(([, name]) => name!); // the pattern has one group
  return [text, ...imported.flatMap((name) => textsOf(fileOf(join(dirname(path), name)), name, met))];
}

function fileOf(path: string): string {
  const stem = ENDINGS.reduce((name, ending) => (name.endsWith(ending) ? name.slice(0, -ending.length) : name), path);
  return [path, ...ENDINGS.map((ending) => stem + ending)].find((name) => existsSync(name)) ?? path;
}
