import { valueAt, type LocatedMap } from '../yaml/located.js';
import { DEFAULT } from './defaults.js';

/** Settings whose defaults follow others: the schema works them out where they are left out. */
const FOLLOWING = [['evaluation', 'frames', 'pairs']] as const;

/** The settings of an arm without the defaults that follow others; what is written stays. */
export function withoutFollowing(tree: LocatedMap): LocatedMap {
  const left = FOLLOWING.filter((path) => valueAt(tree, path)?.place.source === DEFAULT);
  return left.reduce(without, tree);
}

function without(map: LocatedMap, [key = '', ...rest]: readonly string[]): LocatedMap {
  const entries = new Map(map.entries);
  const entry = entries.get(key);
  if (rest.length === 0) entries.delete(key);
  else if (entry?.value.type === 'map') entries.set(key, { ...entry, value: without(entry.value, rest) });
  return { ...map, entries };
}
