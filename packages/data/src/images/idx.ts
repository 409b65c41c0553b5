import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { definePiece, hashJson, sha256 } from '@latent-paths/core';
import { z } from 'zod';
import {
  backgroundParameter,
  checkContent,
  colourOf,
  contentParameter,
  heldOutParameter,
} from './files/file-parameters.js';
import { hashFileNow } from './files/hash-file.js';
import { isHeldOut } from './files/is-held-out.js';
import { partsOf, readSource } from './files/read-source.js';
import { sample, writeValues } from './files/sample-type.js';
import { inWorkspace, workspaceFolder } from './files/workspace.js';
import { fitPicture } from './fit/fit-picture.js';
import { fittingShape } from './fit/fitting.js';
import { readIdxImages, requireIdxSize, type IdxImages } from './read-idx.js';
import type { ImageSource, ReadySet } from './source.js';

const FILES = { train: 'train-images-idx3-ubyte', heldOut: 't10k-images-idx3-ubyte' } as const;
/** The variable of the environment that may say where MNIST lies. */
export const MNIST_VARIABLE = 'LATENT_PATHS_MNIST';
const DEFAULT_HELD_OUT = 0.1;

/** The folder asked for; else the workspace's `data/mnist` where it exists; else where LATENT_PATHS_MNIST points. */
function folderOf(asked: string | undefined): string {
  if (asked !== undefined) return resolve(asked);
  const own = join(workspaceFolder(), 'data', 'mnist');
  const elsewhere = process.env[MNIST_VARIABLE];
  if (existsSync(own)) return own;
  if (elsewhere !== undefined && elsewhere !== '') return resolve(elsewhere);
  throw new Error(
    `idx: expected MNIST in ${own} or where the environment variable ${MNIST_VARIABLE} points, got neither. ` +
      `Put ${FILES.train} and ${FILES.heldOut} there (plain or .gz), or use the source "shapes", which needs no files.`,
  );
}

function findFile(folder: string, name: string): string {
  const path = [name, `${name}.gz`].map((file) => join(folder, file)).find((candidate) => existsSync(candidate));
  if (path !== undefined) return path;
  throw new Error(
    `idx: expected the file ${join(folder, name)} (plain or .gz), got none. ` +
      `Put MNIST's image files there, or give their folder by "folder", in data/mnist or in ${MNIST_VARIABLE}.`,
  );
}

/** The files of the images: two of a folder, the second one held out, or one that is named itself. */
type Files = readonly [train: string, heldOut: string] | readonly [both: string];

function filesOf({ folder, path }: Pick<Parameters, 'folder' | 'path'>): Files {
  if (path !== undefined && folder !== undefined)
    throw new Error('idx: expected path or folder, got both. Leave folder out.');
  if (path !== undefined && statSync(inWorkspace(path), { throwIfNoEntry: false })?.isFile() === true)
    return [inWorkspace(path)];
  const from = path === undefined ? folderOf(folder) : inWorkspace(path);
  return [findFile(from, FILES.train), findFile(from, FILES.heldOut)];
}

function contentOf(files: Files): string {
  files.forEach(requireIdxSize);
  return hashJson(files.map(hashFileNow));
}

function openFiles(parameters: Parameters): ImageSource {
  const { path, content, heldOut, folder: _folder, background, ...fitting } = parameters;
  const files = filesOf(parameters);
  if (path !== undefined) checkContent(path, content, contentOf(files));
  const sets = files.map((file) => readIdxImages(file));
  const [first, second] = sets;
  if (files.length === 2 && heldOut !== undefined)
    throw new Error(
      `idx: expected no heldOut, because ${FILES.heldOut} is what is held out, got ${heldOut}. Leave it out, or ` +
        'name one file by path.',
    );
  const { height, width } = first!; // of one file or two
  if (second !== undefined && (second.height !== height || second.width !== width)) {
    throw new Error(
      `idx: expected ${height}×${width} images in ${files[1]}, as in ${files[0]}, ` +
        `got ${second.height}×${second.width}. Take both files from one data set.`,
    );
  }
  const fit = { ...fitting, ...(background !== undefined && { background: colourOf(background) }) };
  const images = sets.flatMap((set) => Array.from({ length: set.count }, (_, i) => imageAt(set, i)));
  const fitted = (bytes: Buffer) => fitPicture({ height, width, channels: 1, values: valuesOf(bytes) }, fit);
  const { height: h, width: w, channels } = fitted(Buffer.alloc(height * width));
  const changed = Object.values(fit).some((setting) => setting !== undefined);
  const rows = changed ? images.map((bytes) => sample('|u1', fitted(bytes).values)) : images;
  const parts =
    second === undefined
      ? partsOf(images.map(sha256), (hash) => isHeldOut(hash, heldOut ?? DEFAULT_HELD_OUT))
      : inTwo(first!.count, second.count);
  const counts = `${images.length} images: ${parts.train.length} to train on, ${parts.heldOut.length} held out`;
  return readSource({
    kind: 'idx',
    shape: [h, w, channels],
    parts,
    read: (row, out, offset) => writeValues('|u1', rows[row]!, out, offset),
    ...(path === undefined && { unnamedFiles: unnamed(files, sets) }),
    notes: [`${files.join(' and ')}: ${counts}`],
  });
}

/** The hash is over pixels, so that a file may be packed or not, and is made once it is asked for. */
function unnamed([file]: Files, sets: readonly IdxImages[]): NonNullable<ImageSource['unnamedFiles']> {
  let content: string | undefined;
  const hash = () => hashJson(sets.map(({ height, width, pixels }) => [height, width, sha256(pixels)]));
  return { folder: dirname(file), content: () => (content ??= hash()) };
}

function imageAt({ height, width, pixels }: IdxImages, i: number): Buffer {
  const bytes = pixels.subarray(i * height * width, (i + 1) * height * width);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function valuesOf(bytes: Buffer): Float32Array {
  const values = new Float32Array(bytes.length);
  writeValues('|u1', bytes, values, 0);
  return values;
}

function inTwo(train: number, heldOut: number) {
  const rows = (count: number, first: number) => Int32Array.from({ length: count }, (_, i) => first + i);
  return { train: rows(train, 0), heldOut: rows(heldOut, train) };
}

const schema = z.object({
  folder: z
    .string()
    .optional()
    .describe(
      `holds ${FILES.train} and ${FILES.heldOut}, plain or .gz; default data/mnist, then $${MNIST_VARIABLE}; ` +
        'it is part of the identity, path is not',
    ),
  path: z
    .string()
    .min(1)
    .optional()
    .describe(
      'such a folder, or one file of images, relative to the workspace; identified by its content, not by its place',
    ),
  ...fittingShape,
  background: backgroundParameter.optional(),
  heldOut: heldOutParameter
    .optional()
    .describe(
      'for one file: the share that is held out from all training, chosen by the hash of each image; ' +
        `default: ${DEFAULT_HELD_OUT}`,
    ),
  content: contentParameter,
});
type Parameters = z.output<typeof schema>;

/** Images in the IDX format of MNIST (LeCun & Cortes): grey, one byte a pixel, value = byte / 255; t10k is held out. */
export const idx = definePiece({
  about: 'MNIST, or any images in its IDX format, from files',
  schema,
  build: (parameters): ReadySet => ({
    factors: [],
    looks: { background: parameters.background, fit: parameters.fit, kernel: parameters.kernel },
    ...(parameters.path !== undefined && { files: { aside: ['path'], content: () => contentOf(filesOf(parameters)) } }),
    open: () => openFiles(parameters),
  }),
});
