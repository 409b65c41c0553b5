import { suggestion } from './yaml/check.js';
import { mappingAt, nested, type LocatedEntry, type LocatedMap } from './yaml/located.js';
import { merge } from './yaml/merge.js';
import { parseValue } from './yaml/parse.js';
import { ConfigurationError, type Place } from './yaml/problem.js';

/** One setting from outside the files: a value for a dotted key. */
export interface Override {
  readonly key: string;
  readonly path: readonly string[];
  readonly entry: LocatedEntry;
}

/** Reads `--set key=value`, the value in YAML. @throws ConfigurationError where it is not of that form */
export function readOverride(text: string): Override {
  const place: Place = { source: `--set ${text}`, position: null };
  const at = text.indexOf('=');
  const key = text.slice(0, at).trim();
  if (at < 1 || key === '') {
    throw new ConfigurationError([{ place, path: [], message: 'expected key=value, such as optimiser.learningRate=1e-4' }]);
  }
  return override(key, { keyPlace: place, value: parseValue(text.slice(at + 1), () => place) });
}

export function override(key: string, entry: LocatedEntry): Override {
  return { key, path: key.split('.'), entry };
}

/** The document with the override laid over it. */
export function apply(tree: LocatedMap, { path, entry }: Override): LocatedMap {
  return merge(tree, nested(path, entry));
}

/** As `apply`, for a whole file. @throws ConfigurationError where it would make a new arm out of a misspelt name */
export function applyToFile(tree: LocatedMap, change: Override): LocatedMap {
  const [head, arm] = change.path;
  const arms = [...mappingAt(tree, 'arms').entries.keys()];
  if (head === 'arms' && (arm === undefined || !arms.includes(arm))) {
    const message = `unknown arm; expected one of ${arms.join(', ')}${suggestion(arm ?? '', arms)}`;
    throw new ConfigurationError([{ place: change.entry.keyPlace, path: change.path, message }]);
  }
  return apply(tree, change);
}
