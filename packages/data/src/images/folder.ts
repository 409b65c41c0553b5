import { readFile } from 'node:fs/promises';
import { definePiece, hashJson, sha256 } from '@latent-paths/core';
import { z } from 'zod';
import { checkDamaged, decodingShape, looksOf } from './files/encoded-pictures.js';
import { cacheOf, checkContent, contentParameter, heldOutParameter } from './files/file-parameters.js';
import { fitBytes, type FitLooks } from './files/fit-bytes.js';
import { inOrder } from './files/in-order.js';
import { isHeldOut } from './files/is-held-out.js';
import { listPictures, type PictureFile, type PictureFolder } from './files/list-pictures.js';
import { openPack } from './files/open-pack.js';
import { pack, type Found, type PackIndex } from './files/pack.js';
import { partsOf, readSource } from './files/read-source.js';
import { someNames } from './files/some-names.js';
import { inWorkspace } from './files/workspace.js';
import { sidesOf } from './fit/fitting.js';
import type { ImageContext, ImageSet, ImageSource } from './source.js';

/** Raised when the same files come to give other pixels. */
const DECODER = 1;
const AT_ONCE = 4;

const schema = z.object({
  path: z.string().min(1).describe('folder of pictures, relative to the workspace; folders in it are labels'),
  ...decodingShape,
  heldOut: heldOutParameter
    .default(0.1)
    .describe('share of the pictures that is held out from all training, chosen by the hash of each file'),
  damaged: z
    .enum(['fail', 'skip'])
    .default('fail')
    .describe('fail: a file that cannot be decoded stops the run; skip: it is left out and named'),
  content: contentParameter,
});
type Parameters = z.output<typeof schema>;

async function open(
  { path, content, heldOut, damaged, ...decoding }: Parameters,
  context: ImageContext,
): Promise<ImageSource> {
  const listed = listPictures(inWorkspace(path));
  checkContent(path, content, listed.content);
  const { bits, ...looks } = decoding;
  const made = await pack({
    cache: cacheOf('folder', context),
    key: hashJson({ decoder: DECODER, content: listed.content, bits, ...looks }),
    type: bits === 8 ? '|u1' : '<u2',
    images: () => inOrder(listed.pictures, AT_ONCE, (file) => found(file, looks)),
  });
  const { index } = made;
  const broken = index.damaged.map(({ at, why }) => `${listed.pictures[at]!.name} (${why})`);
  checkDamaged(path, damaged, broken);
  const away = new Set(index.damaged.map(({ at }) => at));
  const whole = listed.pictures.filter((_, at) => !away.has(at));
  const parts = partsOf(index.hashes, (hash) => isHeldOut(hash, heldOut));
  return readSource({
    kind: 'folder',
    shape: index.shape,
    parts,
    read: openPack(made),
    labels: whole.map(({ label }) => label),
    notes: notesOf({ path, folder: listed, index, parts, broken }),
  });
}

async function found({ path, hash }: PictureFile, looks: FitLooks): Promise<Found> {
  const bytes = await readFile(path);
  if (sha256(bytes) !== hash)
    throw new Error(
      `${path}: expected an unchanged file, got other content than a moment ago. Run the same command again when ` +
        'nothing writes there.',
    );
  return fitBytes({ bytes, hash, name: path }, looks);
}

interface Facts {
  readonly path: string;
  readonly folder: PictureFolder;
  readonly index: PackIndex;
  readonly parts: { readonly train: Int32Array; readonly heldOut: Int32Array };
  readonly broken: readonly string[];
}

function notesOf({
  path,
  folder: { pictures, others },
  index: { hashes },
  parts: { train, heldOut },
  broken,
}: Facts): string[] {
  const labels = new Set(pictures.map(({ label }) => label).filter((label) => label !== ''));
  const twice = hashes.length - new Set(hashes).size;
  return [
    `${path}: ${hashes.length} pictures${labels.size === 0 ? '' : ` under ${labels.size} labels`}: ${train.length} ` +
      `to train on, ${heldOut.length} held out`,
    ...(twice === 0
      ? []
      : [`${path}: ${twice} of them are byte-for-byte copies of others; copies are in the same part`]),
    ...(others.length === 0 ? [] : [`${path}: left out, no pictures: ${someNames(others)}`]),
    ...(broken.length === 0 ? [] : [`${path}: left out, damaged: ${someNames(broken)}`]),
  ];
}

/** Pictures of a folder: PNG, JPEG, WebP and GIF. Their identity is what the files hold, and never where they lie. */
export const folder = definePiece({
  about: 'PNG, JPEG, WebP and GIF pictures of a folder and its subfolders, resized to one shape',
  schema,
  build: (parameters): ImageSet => ({
    factors: [],
    looks: looksOf(parameters),
    ...(parameters.size !== undefined && { shape: [...sidesOf(parameters.size), parameters.channels] as const }),
    files: { aside: ['path', 'damaged'], content: () => listPictures(inWorkspace(parameters.path)).content },
    open: (context) => open(parameters, context),
  }),
});
