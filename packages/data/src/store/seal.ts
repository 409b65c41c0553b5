import { ExplainedError, sha256 } from '@latent-paths/core';
import { basename } from 'node:path';
import { readIfThere, writeAtomic } from './atomic.js';
import { startAnew } from './remedy.js';

/** A file is not what was written. */
export class AlteredError extends ExplainedError {
  override readonly name = 'AlteredError';
}

/** Ending of the file that holds the SHA-256 of the file beside it, in the format of `sha256sum --check`. */
export const SEAL = '.sha256';

const sealOf = (path: string) => `${path}${SEAL}`;

/** Hashes that a file's seal accepts, none if it has no seal; and the note in it. */
export interface Seal {
  readonly hashes: readonly string[];
  readonly note: string;
}

/** @throws AlteredError if the seal itself is not what was written */
export async function readSeal(path: string): Promise<Seal> {
  const text = (await readIfThere(sealOf(path)))?.toString('utf8');
  if (text === undefined) return { hashes: [], note: '' };
  const lines = /^(?:# ([^\n]+)\n)?((?:[0-9a-f]{64} {2}[^\n]+\n)+)$/.exec(text);
  const hashes =
    lines?.[2]!
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  ')) ?? [];
  if (lines === null || hashes.some(([, name]) => name !== basename(path))) {
    throw new AlteredError(
      `${sealOf(path)}: altered or truncated: expected the SHA-256 of ${basename(path)}, got other text; ` +
        `${startAnew(path)}`,
    );
  }
  return { hashes: hashes.map(([hash]) => hash!), note: lines[1] ?? '' };
}

/** `note` is a line that sha256sum takes for a comment. */
export function writeSeal(path: string, hashes: Iterable<string>, note = ''): Promise<void> {
  const comment = note === '' ? '' : `# ${note}\n`;
  return writeAtomic(sealOf(path), comment + [...hashes].map((hash) => `${hash}  ${basename(path)}\n`).join(''));
}

/**
 * Writes a file whose alteration will be noticed, and leaves its bytes as any foreign reader expects them.
 *
 * Two files cannot be renamed at once, so the seal names the old and the new content before the content is
 * replaced, and the new one alone after: whenever the process is killed, the seal fits what is there.
 */
export async function writeSealed(path: string, content: Uint8Array | string): Promise<void> {
  const hash = sha256(content);
  const before = (await readSeal(path)).hashes;
  await writeSeal(path, new Set([...before, hash]));
  await writeAtomic(path, content);
  if (before.length > 0) await writeSeal(path, [hash]);
}

/**
 * Bytes of a sealed file, or null if there is none. Where the seal changes while the content is read, its writer
 * is at work, and both are read again.
 * @throws if the bytes are not those that were written, or their seal is gone
 */
export async function readSealed(path: string): Promise<Buffer | null> {
  let before = (await readSeal(path)).hashes;
  for (;;) {
    const content = await readIfThere(path);
    if (content === null) return null;
    const hash = sha256(content);
    const after = (await readSeal(path)).hashes;
    if (before.includes(hash) || after.includes(hash)) return content;
    if (before.join() === after.join())
      throw after.length === 0 ? unsealedError(path) : alteredError(path, after.at(-1)!, hash);
    before = after;
  }
}

function unsealedError(path: string): AlteredError {
  return new AlteredError(
    `${path}: expected its SHA-256 in ${basename(path)}${SEAL} beside it, got none; ${startAnew(path)}`,
  );
}

/** What is said of a file whose bytes are not those that were written. */
export function alteredError(path: string, expected: string, got: string): AlteredError {
  return new AlteredError(
    `${path}: altered or truncated: expected SHA-256 ${expected}, got ${got}; ${startAnew(path)}`,
  );
}
