import { sha256, type NamedArrays } from '@latent-paths/core';
import { inWorkspace } from '@latent-paths/data';
import type { StateDicts } from '@latent-paths/pretrained';
import { fileBytes } from './file-bytes.js';
import { readSafetensors } from './read-safetensors.js';

/** Files of a state dict: one of both halves, or one of each. */
export interface StateDictPaths {
  readonly encoder?: string | undefined;
  readonly decoder?: string | undefined;
  readonly file?: string | undefined;
}

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
  const given = namedPaths(paths).map(([key, path]) => [key, readSafetensors(path).arrays] as const);
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
