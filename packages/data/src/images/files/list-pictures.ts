import { hashJson } from '@latent-paths/core';
import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';
import { hashFileNow } from './hash-file.js';
import { requirePictureSize } from './picture-bytes.js';

/** A file that holds a picture. */
export interface PictureFile {
  /** Relative to the folder, with slashes: for messages. */
  readonly name: string;
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** The folders that it lies in, below the one that was named: `cats`, `cats/black`; empty in that one itself. */
  readonly label: string;
}

export interface PictureFolder {
  /** In the order of their hashes, so that no name counts. */
  readonly pictures: readonly PictureFile[];
  /** Names of files that are no pictures by their ending, or hidden. */
  readonly others: readonly string[];
  /**
   * SHA-256 over the hashes and labels of all pictures: the same for the same pictures, wherever they lie and whatever
   * they are called.
   */
  readonly content: string;
}

const ENDINGS: readonly string[] = ['.png', '.jpg', '.jpeg', '.webp', '.gif'];
const DEEPEST = 32;

/**
 * Finds the pictures of a folder and of all folders in it. A symbolic link in it is refused, for it may lead out of it.
 * @throws if the folder is not there, or holds a link, or no picture
 */
export function listPictures(folder: string): PictureFolder {
  const pictures: PictureFile[] = [];
  const others: string[] = [];
  const visit = (label: string, depth: number) => {
    if (depth > DEEPEST)
      throw new Error(
        `folder: expected at most ${DEEPEST} folders inside each other, got more: ${folder}/${label}. Name a ` +
          'folder further in.',
      );
    for (const entry of entriesOf(join(root, label))) {
      const name = label === '' ? entry.name : `${label}/${entry.name}`;
      const path = join(root, name);
      if (entry.isSymbolicLink())
        throw new Error(
          `folder: expected files and folders, got a symbolic link: ${join(folder, name)}. Replace it by ` +
            'what it leads to.',
        );
      if (entry.isDirectory() && !isHidden(entry)) visit(name, depth + 1);
      else if (entry.isFile() && !isHidden(entry) && isPicture(entry)) {
        requirePictureSize(path, statSync(path).size);
        pictures.push({ name, path, hash: hashFileNow(path), label });
      } else others.push(name);
    }
  };
  const root = rootOf(folder);
  visit('', 0);
  if (pictures.length === 0)
    throw new Error(
      `folder: expected pictures (${ENDINGS.join(', ')}), got ${others.length} other files: ${folder}. Name the ` +
        'folder that holds them.',
    );
  pictures.sort((a, b) => compare(a.hash, b.hash) || compare(a.label, b.label) || compare(a.name, b.name));
  return { pictures, others, content: hashJson(pictures.map(({ hash, label }) => [hash, label])) };
}

function rootOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (cause) {
    throw new Error(
      `folder: expected a folder of pictures, got none: ${folder}. Give its path relative to the workspace.`,
      { cause },
    );
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new Error(
      `folder: expected a folder that can be read, got ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function isHidden({ name }: Dirent): boolean {
  return name.startsWith('.');
}

function isPicture({ name }: Dirent): boolean {
  return ENDINGS.includes(extname(name).toLowerCase());
}

/** By code units: the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
