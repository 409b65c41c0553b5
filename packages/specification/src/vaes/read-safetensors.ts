import { lfsPointer } from '@latent-paths/core';
import { inWorkspace } from '@latent-paths/data';
import { decodeSafetensors, type Safetensors } from '@latent-paths/model';
import { fileBytes } from './file-bytes.js';

/** How PyTorch's own files begin: as a ZIP archive, or as a pickle. */
const PYTORCH = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x80, 0x02],
];

/** Weights of a file of the user's. @throws if it is not there, or holds no safetensors, telling what it seems to be */
export function readSafetensors(path: string): Safetensors {
  const bytes = fileBytes(inWorkspace(path), path);
  const pointer = lfsPointer(bytes);
  if (pointer !== undefined) throw new Error(`${path}: expected weights in safetensors, got ${pointer}`);
  try {
    return decodeSafetensors(bytes);
  } catch (cause) {
    if (PYTORCH.some((start) => start.every((byte, i) => bytes[i] === byte)))
      throw new Error(
        `${path}: expected weights in safetensors, got a file of PyTorch’s, which may run code when it is loaded; ` +
          `python3 tools/export-vae/to_safetensors.py ${path} writes them beside it without running any`,
        { cause },
      );
    // decodeSafetensors throws errors
    throw new Error(`${path}: ${(cause as Error).message}`, { cause });
  }
}
