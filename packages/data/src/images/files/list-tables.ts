import { hashJson } from '@latent-paths/core';
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hashFileNow } from './hash-file.js';
import { inWorkspace } from './workspace.js';

export interface TableFile {
  /** For messages. */
  readonly name: string;
  readonly path: string;
}

const ENDING = '.parquet';
const MOST_FILES = 10_000;

/**
 * The Parquet files that a path names, in the order of their names: one; all of a folder; or those of a folder whose
 * names a pattern with * fits, `data/train-*.parquet`.
 * @throws if there are none, or a link among them
 */
export function listTables(path: string): readonly TableFile[] {
  const whole = inWorkspace(path);
  const about = statSync(whole, { throwIfNoEntry: false });
  if (about?.isFile() === true) return [{ name: path, path: whole }];
  const isPattern = basename(path).includes('*');
  if (about?.isDirectory() !== true && !isPattern) throw none(path, 'nothing there');
  const folder = isPattern ? dirname(path) : path;
  const fits = isPattern ? patternOf(basename(path)) : (name: string) => name.endsWith(ENDING);
  const names = namesIn(folder, path, fits);
  if (names.length > MOST_FILES)
    throw new Error(`${path}: expected at most ${MOST_FILES} files, got ${names.length}. Name fewer by a pattern.`);
  return names.map((name) => ({ name: join(folder, name), path: inWorkspace(join(folder, name)) }));
}

/** SHA-256 over the hashes of the files, in the order of their names. */
export function tablesContent(path: string): string {
  return hashJson(listTables(path).map((file) => hashFileNow(file.path)));
}

function namesIn(folder: string, path: string, fits: (name: string) => boolean): readonly string[] {
  const entries = (() => {
    try {
      return readdirSync(inWorkspace(folder), { withFileTypes: true });
    } catch {
      throw none(path, 'no folder that can be read');
    }
  })();
  const fitting = entries.filter(({ name }) => fits(name));
  const link = fitting.find((entry) => entry.isSymbolicLink());
  if (link !== undefined)
    throw new Error(
      `${path}: expected files, got a symbolic link: ${link.name}. Replace it by what it leads to (of Hugging Face, ` +
        'download the files with --local-dir).',
    );
  const names = fitting.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (names.length === 0) throw none(path, `${entries.length} other files`);
  return names.sort((a, b) => (a < b ? -1 : 1)); // by code units: the same on every machine
}

function patternOf(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*');
  return (name) => {
    const [first = '', ...rest] = parts;
    if (!name.startsWith(first)) return false;
    let from = first.length;
    for (const [i, part] of rest.entries()) {
      const at = i === rest.length - 1 ? name.length - part.length : name.indexOf(part, from);
      if (at < from || !name.startsWith(part, at)) return false;
      from = at + part.length;
    }
    return true;
  };
}

function none(path: string, got: string): Error {
  return new Error(
    `parquet: expected a Parquet file, a folder of them, or a pattern such as data/train-*.parquet, got ${got}: ` +
      `${path}. Give its path relative to the workspace.`,
  );
}
