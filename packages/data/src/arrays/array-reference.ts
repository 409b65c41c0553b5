import { extname } from 'node:path';

/** A file, and which of its arrays where it holds several: `z.npz[latents]`. */
export interface ArrayReference {
  /** As it is written. */
  readonly text: string;
  readonly file: string;
  readonly key?: string;
  /** In lower case, with the dot. */
  readonly ending: string;
}

export function parseArrayReference(text: string): ArrayReference {
  const [, file = text, key] = /^(.+?)(?:\[([^[\]]+)\])?$/.exec(text) ?? [];
  return { text, file, ...(key !== undefined && { key }), ending: extname(file).toLowerCase() };
}
