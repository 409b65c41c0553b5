import type { LocatedMap } from './located.js';

/**
 * `above` laid over `below`: mappings merge key by key, anything else replaces, and `null` removes what is below it.
 * A mapping whose `kind` is another than the one below replaces it as a whole, and so does a budget, whose key is
 * its unit. A `null` with nothing below it stays, for the schema to refuse.
 */
export function merge(below: LocatedMap, above: LocatedMap): LocatedMap {
  const entries = new Map(below.entries);
  for (const [key, over] of above.entries) {
    const under = entries.get(key);
    if (under !== undefined && over.value.type === 'scalar' && over.value.value === null) {
      entries.delete(key);
    } else if (under?.value.type === 'map' && over.value.type === 'map' && !replaces(key, under.value, over.value)) {
      entries.set(key, { ...over, value: merge(under.value, over.value) });
    } else {
      entries.set(key, over);
    }
  }
  return { type: 'map', place: above.place, entries };
}

/**
 * Layers laid over one another, the lowest first. The order in which they are merged counts: what a layer removes or
 * replaces is gone from all below it, but only if those have been laid before it.
 */
export function mergeAll([lowest, ...layers]: readonly [LocatedMap, ...LocatedMap[]]): LocatedMap {
  return layers.reduce(merge, lowest);
}

function replaces(key: string, below: LocatedMap, above: LocatedMap): boolean {
  return key === 'budget' || (above.entries.has('kind') && kindOf(above) !== kindOf(below));
}

function kindOf(map: LocatedMap): unknown {
  const kind = map.entries.get('kind')?.value;
  return kind?.type === 'scalar' ? kind.value : undefined;
}
