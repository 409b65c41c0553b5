import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@latent-paths/core';

/** SHA-256 of a checkout's package-lock.json: which packages of others compute. Null where there is none. */
export function lockfileHash(checkout: string): string | null {
  try {
    return sha256(readFileSync(join(checkout, 'package-lock.json')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
