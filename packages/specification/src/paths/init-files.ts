import { formatShape, hashJson, ndarray, sameShape, sha256, type Key, type NamedArrays } from '@latent-paths/core';
import { inWorkspace } from '@latent-paths/data';
import type { LatentSpace } from '@latent-paths/model';
import { fileBytes } from '../vaes/file-bytes.js';
import { readSafetensors } from '../vaes/read-safetensors.js';
import { pathOf, type PathChoice } from './registry.js';

/** What an export with its decoder holds besides. */
const DECODER = 'decoder/';

/** The file that a path's training goes on from; undefined where its weights are drawn. */
export function initOf(choice: PathChoice): string | undefined {
  return choice.kind === 'network' ? choice.init : undefined;
}

/** SHA-256 over what the file holds. @throws where there is none */
export function initContent(file: string): string {
  return hashJson([sha256(fileBytes(inWorkspace(file), file))]);
}

export interface StartOptions {
  /** Of the latents that it leads through. */
  readonly space: LatentSpace;
  /** The stream that weights are drawn from. */
  readonly key: Key;
}

/**
 * The weights that a path's training begins with: those that its file holds, else drawn ones.
 * @throws where the file holds other arrays than the path has, or was changed since the configuration was resolved
 */
export function startingWeights(choice: PathChoice, { space, key }: StartOptions): NamedArrays {
  const drawn = pathOf(choice).initial(space, key);
  if (choice.kind !== 'network' || choice.init === undefined) return drawn;
  const { init: file, content } = choice;
  if (content !== undefined && content !== initContent(file))
    throw new Error(`${file}: expected the file that the trial was resolved with, got another one; put it back`);
  return fittingArrays(file, arraysOf(file), drawn);
}

/** Of the path alone. */
function arraysOf(file: string): NamedArrays {
  const { arrays } = readSafetensors(file);
  return Object.fromEntries(Object.entries(arrays).filter(([name]) => !name.startsWith(DECODER)));
}

/**
 * In the order of the path's own. @throws where names or shapes differ, with both lists, or a number is not finite
 */
function fittingArrays(file: string, given: NamedArrays, expected: NamedArrays): NamedArrays {
  const names = Object.keys(expected);
  const fits =
    Object.keys(given).length === names.length &&
    names.every((name) => given[name] !== undefined && sameShape(given[name].shape, expected[name]!.shape));
  if (!fits)
    throw new Error(
      `${file}: expected ${listed(expected)}, got ${listed(given)}; set hidden and inputs of path as that network ` +
        'has them, and take latents of as many numbers',
    );
  const wild = names.find((name) => given[name]!.data.some((value) => !Number.isFinite(value)));
  if (wild !== undefined)
    throw new Error(`${file}: expected finite numbers, got others in ${wild}; take an earlier checkpoint`);
  return Object.fromEntries(
    names.map((name) => [name, ndarray(given[name]!.shape, Float32Array.from(given[name]!.data))]),
  );
}

const MOST_LISTED = 14;

function listed(arrays: NamedArrays): string {
  const all = Object.entries(arrays).map(([name, { shape }]) => `${name} ${formatShape(shape)}`);
  const rest = all.length - MOST_LISTED;
  return all.length === 0 ? 'no arrays' : all.slice(0, MOST_LISTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
