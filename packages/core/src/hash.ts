import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NamedArrays } from './shape.js';

/** SHA-256 of bytes or text, as lower-case hex. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * SHA-256 of a JSON value in canonical form (RFC 8785): equal values have equal hashes, in any order of their keys.
 * @throws TypeError if the value is not JSON (NaN, undefined, functions)
 */
export function hashJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('hashJson: expected a JSON value, got undefined');
  return sha256(text);
}

/** SHA-256 over names, shapes and bytes of arrays, in the order of their names: the identity of a set of weights. */
export function hashArrays(arrays: NamedArrays): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(arrays).sort()) {
    const { shape, data } = arrays[name]!;
    hash.update(`${name}:${data instanceof Int32Array ? 'int32' : 'float32'}:${shape.join(',')};`);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}

/** The first 12 hex digits of a hash, for file names and tables. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
