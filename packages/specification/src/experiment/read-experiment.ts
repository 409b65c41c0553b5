import { suggestion } from '@latent-paths/core';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { attempt } from '../yaml/attempt.js';
import { listed } from '../yaml/check.js';
import { pick, type LocatedMap } from '../yaml/located.js';
import { namesAt } from '../yaml/named.js';
import { parseMapping } from '../yaml/parse.js';
import { type Path, type Place, type Problem } from '../yaml/problem.js';
import { readText } from '../yaml/read-text.js';

/** More than any chain of bases needs: bases in common are laid once for each way that leads to them. */
const MOST_FILES = 64;

/** A file's name without `.yaml`, as `extends` takes it: never a path. */
const BASE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** An experiment's file and all that it extends. */
export interface Layers {
  /**
   * What each file holds, `extends` apart: the first base lowest, the file itself last. A file that cannot be read is
   * left out.
   */
  readonly layers: readonly LocatedMap[];
  readonly problems: readonly Problem[];
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

/**
 * Reads an experiment's file and, before it, the files that it extends. Places are given relative to the folder `root`.
 */
export function readLayers(file: string, root: string): Layers {
  const layers: LocatedMap[] = [];
  const problems: Problem[] = [];
  const parsed = new Map<string, LocatedMap | null>();
  let asked = 0;

  /** Each file is read once, however many extend it. */
  function parse(path: string): LocatedMap | null {
    const known = parsed.get(path);
    if (known !== undefined) return known;
    const source = shownPath(path, root);
    const { made, problems: found } = attempt(() => parseMapping(readText(path, source), source));
    problems.push(...found);
    parsed.set(path, made);
    return made;
  }

  function visit({ file: path, asked: { place, path: key }, chain }: Request): void {
    const refuse = (message: string) => void problems.push({ place, path: key, message });
    if (chain.includes(path)) {
      const circle = [...chain.slice(chain.indexOf(path)), path].map((one) => basename(one)).join(' → ');
      return refuse(`expected files that do not extend each other in a circle, got ${circle}`);
    }
    if (++asked > MOST_FILES) {
      if (asked === MOST_FILES + 1)
        refuse(`expected at most ${MOST_FILES} files (a file counts each time it is extended), got more; extend fewer`);
      return;
    }
    if (!existsSync(path)) return refuse(describeMissing(path, root));
    const own = parse(path);
    if (own === null) return;
    const { made: bases, problems: found } = attempt(() => namesAt(own, 'extends'));
    problems.push(...found);
    for (const base of bases ?? []) {
      const at = { place: base.place, path: ['extends'] };
      if (BASE_NAME.test(base.name))
        visit({ file: join(dirname(path), `${base.name}.yaml`), asked: at, chain: [...chain, path] });
      else
        problems.push({
          ...at,
          message: `expected the name of a file in the same folder, without .yaml, got ${JSON.stringify(base.name)}`,
        });
    }
    layers.push(pick(own, (name) => name !== 'extends'));
  }

  const absolute = resolve(root, file);
  visit({
    file: absolute,
    asked: { place: { source: shownPath(absolute, root), position: null }, path: [] },
    chain: [],
  });
  return { layers, problems };
}

function describeMissing(file: string, root: string): string {
  const folder = dirname(file);
  const present = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  const names = present.map((name) => basename(name, '.yaml'));
  const asked = basename(file).replace(/(\.ya?ml)+$/, '');
  const found = names.length === 0 ? 'no YAML file' : listed(names);
  return `expected the file ${shownPath(file, root)}, got a folder with ${found}${suggestion(asked, names)}`;
}
