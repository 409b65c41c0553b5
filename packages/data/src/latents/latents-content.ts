import { hashJson } from '@latent-paths/core';
import { parseArrayReference } from '../arrays/array-reference.js';
import { hashFileNow } from '../images/files/hash-file.js';
import { inWorkspace } from '../images/files/workspace.js';

/**
 * SHA-256 of what a file of latents holds and of the array's name in it, wherever it lies, at once. @throws where it is
 * not there
 */
export function latentsContent(text: string): string {
  const { file, key } = parseArrayReference(text);
  try {
    return hashJson([hashFileNow(inWorkspace(file)), key ?? null]);
  } catch (cause) {
    throw new Error(`${text}: expected a file, got none that can be read. Give its path relative to the workspace.`, {
      cause,
    });
  }
}
