import { sha256, type NamedArrays } from '@latent-paths/core';
import { inWorkspace } from '@latent-paths/data';
import { decodeSafetensors } from '@latent-paths/model';
import type { StateDicts } from '@latent-paths/pretrained';
import { fileBytes } from './file-bytes.js';

/** Files of a state dict: one of both halves, or one of each. */
export interface StateDictPaths {
  readonly encoder?: string | undefined;
  readonly decoder?: string | undefined;
  readonly file?: string | undefined;
}

/** How PyTorch's own files begin: as a ZIP archive, or as a pickle. */
const PYTORCH = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x80, 0x02],
];

/** By the key that names it. */
function namedPaths({ encoder, decoder, file }: StateDictPaths): readonly (readonly [key: string, path: string])[] {
  const named = file === undefined ? { encoder, decoder } : { file };
  return Object.entries(named).flatMap(([key, path]) => (path === undefined ? [] : [[key, path] as const]));
}

/** SHA-256 of each file, by the key that names it. @throws if one is not there */
export function stateDictHashes(paths: StateDictPaths): Readonly<Record<string, string>> {
  return Object.fromEntries(namedPaths(paths).map(([key, path]) => [key, sha256(fileBytes(inWorkspace(path), path))]));
}

/** The arrays of both halves. @throws if a file is not there, or holds no safetensors */
export function readStateDicts(paths: StateDictPaths): StateDicts {
  const given = namedPaths(paths).map(([key, path]) => [key, arraysOf(path)] as const);
  const arrays: Readonly<Record<string, NamedArrays>> = Object.fromEntries(given);
  const { file, encoder = file, decoder = file } = arrays;
  if (encoder === undefined || decoder === undefined)
    throw new Error('vae: expected file, or encoder and decoder, got neither; name the files of the weights');
  return {
    encoder,
    decoder,
    file: namedPaths(paths)
      .map(([, path]) => path)
      .join(' and '),
  };
}

function arraysOf(path: string): NamedArrays {
  const bytes = fileBytes(inWorkspace(path), path);
  try {
    return decodeSafetensors(bytes).arrays;
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
