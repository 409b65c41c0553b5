import type { Path, Place } from './problem.js';

/** A JSON-like document each part of which knows where it was written. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

interface LocatedScalar {
  readonly type: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
}

interface LocatedList {
  readonly type: 'list';
  readonly place: Place;
  readonly items: readonly Located[];
}

export interface LocatedMap {
  readonly type: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export interface LocatedEntry {
  readonly keyPlace: Place;
  readonly value: Located;
}

/** The document without places. */
export function plain(located: Located): unknown {
  switch (located.type) {
    case 'scalar':
      return located.value;
    case 'list':
      return located.items.map(plain);
    case 'map':
      return Object.fromEntries([...located.entries].map(([key, { value }]) => [key, plain(value)]));
  }
}

/** A text that two parts share where they hold the same, whatever the order of their keys. */
export function fingerprint(located: Located): string {
  switch (located.type) {
    case 'scalar':
      return typeof located.value === 'string' ? JSON.stringify(located.value) : String(located.value);
    case 'list':
      return `[${located.items.map(fingerprint).join()}]`;
    case 'map':
      return `{${[...located.entries]
        .map(([key, { value }]) => `${JSON.stringify(key)}:${fingerprint(value)}`)
        .sort()
        .join()}}`;
  }
}

/** Plain JSON as a document all of which was written at one place. */
export function locate(value: unknown, place: Place): Located {
  if (Array.isArray(value)) return { type: 'list', place, items: value.map((item) => locate(item, place)) };
  if (value !== null && typeof value === 'object') return locateMapping(value, place);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { type: 'scalar', place, value };
  throw new TypeError(`locate: expected JSON, got ${typeof value}`);
}

export function locateMapping(value: object, place: Place): LocatedMap {
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, { keyPlace: place, value: locate(inner, place) }] as const,
  );
  return { type: 'map', place, entries: new Map(entries) };
}

/** An entry as a document of its own: mappings of one key inside one another along `path`, which is not empty. */
export function nested(path: readonly string[], { keyPlace, value }: LocatedEntry): LocatedMap {
  const [key = '', ...rest] = path;
  const inner = rest.length === 0 ? value : nested(rest, { keyPlace, value });
  return { type: 'map', place: keyPlace, entries: new Map([[key, { keyPlace, value: inner }]]) };
}

export function emptyMap(place: Place): LocatedMap {
  return { type: 'map', place, entries: new Map() };
}

/** The entries whose keys `keep` accepts. */
export function pick(map: LocatedMap, keep: (key: string) => boolean): LocatedMap {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => keep(key))) };
}

/** The value of a key, where it is a mapping; else an empty one. */
export function mappingAt(map: LocatedMap, key: string): LocatedMap {
  const entry = map.entries.get(key);
  return entry?.value.type === 'map' ? entry.value : emptyMap(entry?.keyPlace ?? map.place);
}

/** What is written at `path`; undefined if nothing is. */
export function valueAt(root: Located, path: Path): Located | undefined {
  return entryAt(root, path)?.value;
}

/** Where the value at `path` is written; where it is missing, the nearest mapping or list around the gap. */
export function valuePlace(root: Located, path: Path): Place {
  return (entryAt(root, path) ?? nearest(root, path)).value.place;
}

/** Where the key at the end of `path` is written. */
export function keyPlace(root: Located, path: Path): Place {
  return (entryAt(root, path) ?? nearest(root, path)).keyPlace;
}

function entryAt(root: Located, path: Path): LocatedEntry | undefined {
  let entry: LocatedEntry | undefined = { keyPlace: root.place, value: root };
  for (const part of path) {
    entry = entry && child(entry.value, part);
  }
  return entry;
}

function nearest(root: Located, path: Path): LocatedEntry {
  for (let length = path.length - 1; length > 0; length--) {
    const entry = entryAt(root, path.slice(0, length));
    if (entry !== undefined) return entry;
  }
  return { keyPlace: root.place, value: root };
}

function child(located: Located, part: string | number): LocatedEntry | undefined {
  if (located.type === 'map') return located.entries.get(String(part));
  const item = located.type === 'list' ? located.items[Number(part)] : undefined;
  return item && { keyPlace: item.place, value: item };
}
