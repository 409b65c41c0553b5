import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { workspaceFolder } from './files/workspace.js';
import { readIdxImages } from './read-idx.js';
import { checkImageIndex, checkRoom, type ImageSource, type ReadySet } from './source.js';

const FILES = { train: 'train-images-idx3-ubyte', heldOut: 't10k-images-idx3-ubyte' } as const;
const VARIABLE = 'LATENT_PATHS_MNIST';

/** The folder asked for; else the workspace's `data/mnist` where it exists; else where LATENT_PATHS_MNIST points. */
function folderOf(asked: string | undefined): string {
  if (asked !== undefined) return resolve(asked);
  const own = join(workspaceFolder(), 'data', 'mnist');
  const elsewhere = process.env[VARIABLE];
  if (existsSync(own)) return own;
  if (elsewhere !== undefined && elsewhere !== '') return resolve(elsewhere);
  throw new Error(
    `idx: expected MNIST in ${own} or where the environment variable ${VARIABLE} points, got neither. ` +
      `Put ${FILES.train} and ${FILES.heldOut} there (plain or .gz), or use the source "shapes", which needs no files.`,
  );
}

function findFile(folder: string, name: string): string {
  const path = [name, `${name}.gz`].map((file) => join(folder, file)).find((candidate) => existsSync(candidate));
  if (path !== undefined) return path;
  throw new Error(
    `idx: expected the file ${join(folder, name)} (plain or .gz), got none. ` +
      `Put MNIST's image files there, or give their folder by "folder", in data/mnist or in ${VARIABLE}.`,
  );
}

function refuse(): never {
  throw new Error('idx: expected a source with known factors, got images from files, whose factors are unknown. Use the source "shapes".');
}

function openFiles(folder: string): ImageSource {
  const trainFile = findFile(folder, FILES.train);
  const heldOutFile = findFile(folder, FILES.heldOut);
  const parts = { train: readIdxImages(trainFile), heldOut: readIdxImages(heldOutFile) };
  const { height, width } = parts.train;
  if (parts.heldOut.height !== height || parts.heldOut.width !== width) {
    throw new Error(
      `idx: expected ${height}×${width} images in ${heldOutFile}, as in ${trainFile}, ` +
        `got ${parts.heldOut.height}×${parts.heldOut.width}. Take both files from one data set.`,
    );
  }
  const size = { train: parts.train.count, heldOut: parts.heldOut.count };
  const length = height * width;
  return {
    shape: [height, width, 1],
    size,
    factors: [],
    write(part, index, out, offset = 0) {
      checkImageIndex('idx', size, part, index);
      checkRoom('idx', length, out, offset);
      const { pixels } = parts[part];
      for (let i = 0; i < length; i++) out[offset + i] = pixels[index * length + i]! / 255;
    },
    factorsOf: refuse,
    render: refuse,
  };
}

/** Images in the IDX format of MNIST (LeCun & Cortes): grey, one byte a pixel, value = byte / 255; t10k is held out. */
export const idx = definePiece({
  about: 'MNIST, or any images in its IDX format, from files',
  schema: z.object({
    folder: z.string().optional().describe(`holds ${FILES.train} and ${FILES.heldOut}, plain or .gz; default data/mnist, then $${VARIABLE}`),
  }),
  build: ({ folder }): ReadySet => ({ factors: [], open: () => openFiles(folderOf(folder)) }),
});
