import { hashArrays, ndarray } from '@latent-paths/core';
import { parseArrayReference, type ArrayReference } from '../arrays/array-reference.js';
import { inWorkspace } from '../images/files/workspace.js';
import { latentsOfArrow } from './latents-of-arrow.js';
import { latentsOfNpy } from './latents-of-npy.js';
import { latentsOfSafetensors } from './latents-of-safetensors.js';
import type { FoundArray, LatentArray } from './latent-array.js';

/** The formats that latents are read from, by the ending of the file. */
const readers: Readonly<Record<string, (reference: ArrayReference, path: string) => Promise<FoundArray>>> = {
  '.npy': latentsOfNpy,
  '.npz': latentsOfNpy,
  '.safetensors': latentsOfSafetensors,
  '.arrow': latentsOfArrow,
};

/**
 * Reads latents that were extracted elsewhere: `z.npy`, `z.npz[key]`, `z.safetensors[key]` or `z.arrow[column]`,
 * relative to the workspace; the key may be left out where there is one array. Numbers become float32.
 * @throws if the file is damaged, holds no array [n, …] of numbers, or one that is not finite; the message names it
 */
export async function readLatents(text: string): Promise<LatentArray> {
  const reference = parseArrayReference(text);
  const reader = Object.hasOwn(readers, reference.ending) ? readers[reference.ending] : undefined;
  if (reader === undefined)
    throw new Error(
      `${text}: expected latents in a file of ${Object.keys(readers).join(', ')}, got ` +
        `${reference.ending || 'none of them'}. Save them by numpy.save.`,
    );
  const { shape, values } = await reader(reference, inWorkspace(reference.file));
  const [count = 0, ...rest] = shape;
  const size = rest.reduce((product, side) => product * side, 1);
  if (shape.length < 2 || count === 0 || size === 0)
    throw new Error(`${text}: expected latents as [n, d], got the shape (${shape.join(', ')}).`);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new Error(
      `${text}: expected finite numbers, got ${values[bad]} in latent ${Math.floor(bad / size)}. Leave that one out.`,
    );
  return { count, size, shape, values, content: hashArrays({ latents: ndarray([...shape], values) }) };
}
