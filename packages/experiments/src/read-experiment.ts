import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { suggestion } from './yaml/check.js';
import { pick, type LocatedMap } from './yaml/located.js';
import { merge } from './yaml/merge.js';
import { namesAt } from './yaml/named.js';
import { parseMapping } from './yaml/parse.js';
import { ConfigurationError, type Path, type Place } from './yaml/problem.js';

/**
 * Reads an experiment's file and lays it over the files that it extends, the first base lowest. Places are told
 * relative to the folder `root`.
 * @throws ConfigurationError where a file is missing, is no mapping, or extends itself
 */
export function readExperiment(file: string, root: string): LocatedMap {
  const absolute = resolve(root, file);
  const place = { source: shownPath(absolute, root), position: null };
  return read({ file: absolute, asked: { place, path: [] }, chain: [] }, root);
}

/** A path as places show it: relative to `root`, with slashes. */
export function shownPath(file: string, root: string): string {
  return relative(root, resolve(root, file)).split(sep).join('/');
}

interface Request {
  readonly file: string;
  /** Where the file is asked for. */
  readonly asked: { readonly place: Place; readonly path: Path };
  /** The files that are being read because of one another, this one not yet among them. */
  readonly chain: readonly string[];
}

function read({ file, asked, chain }: Request, root: string): LocatedMap {
  if (chain.includes(file)) {
    const circle = [...chain.slice(chain.indexOf(file)), file].map((one) => basename(one)).join(' → ');
    throw new ConfigurationError([{ ...asked, message: `expected files that do not extend one another in a circle, got ${circle}` }]);
  }
  if (!existsSync(file)) throw new ConfigurationError([{ ...asked, message: describeMissing(file, root) }]);
  const own = parseMapping(readFileSync(file, 'utf8'), shownPath(file, root));
  const bases = namesAt(own, 'extends').map(({ name, place }) =>
    read({ file: join(dirname(file), `${name}.yaml`), asked: { place, path: ['extends'] }, chain: [...chain, file] }, root),
  );
  return [...bases, pick(own, (key) => key !== 'extends')].reduce(merge, { ...own, entries: new Map() });
}

function describeMissing(file: string, root: string): string {
  const folder = dirname(file);
  const present = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const names = present.map((name) => basename(name, '.yaml'));
  const asked = basename(file).replace(/(\.ya?ml)+$/, '');
  const found = names.length === 0 ? 'no YAML file' : names.join(', ');
  return `expected the file ${shownPath(file, root)}, got a folder with ${found}${suggestion(asked, names)}`;
}
