import { z } from 'zod';
import { check } from './check.js';
import type { LocatedMap } from './located.js';
import { ConfigurationError, type Path, type Place } from './problem.js';

/** A name or a list of names, as `extends` takes them. */
export const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

/**
 * The names under `key`, each with its place; none if there is no such key. `around` is the path of the mapping.
 * @throws ConfigurationError if it holds anything else
 */
export function namesAt(
  map: LocatedMap,
  key: string,
  around: Path = [],
): { readonly name: string; readonly place: Place }[] {
  const entry = map.entries.get(key);
  if (entry === undefined) return [];
  const { value, problems } = check(oneOrMore, entry.value);
  if (value === null)
    throw new ConfigurationError(problems.map((problem) => ({ ...problem, path: [...around, key, ...problem.path] })));
  const { value: written } = entry;
  return [value].flat().map((name, i) => ({
    name,
    place: (written.type === 'list' ? written.items[i] : undefined)?.place ?? written.place,
  }));
}
