import { attempt } from '../yaml/attempt.js';
import { nested, type LocatedEntry, type LocatedMap } from '../yaml/located.js';
import { merge } from '../yaml/merge.js';
import { isReservedKey, nothingAfter, parseWritten } from '../yaml/parse.js';
import { ConfigurationError, formatPlace, type Place, type Problem } from '../yaml/problem.js';

/** A value for a dotted key: one setting of a grid, or one from outside the files. */
export interface Override {
  readonly key: string;
  readonly path: readonly string[];
  readonly entry: LocatedEntry;
}

export function override(key: string, entry: LocatedEntry): Override {
  return { key, path: key.split('.'), entry };
}

/** Reads `--set key=value` of each text, the value in YAML. */
export function readOverrides(texts: readonly string[]): {
  readonly overrides: readonly Override[];
  readonly problems: readonly Problem[];
} {
  const read = texts.map((text) => attempt(() => readOverride(text)));
  return { overrides: read.flatMap(({ made }) => made ?? []), problems: read.flatMap(({ problems }) => problems) };
}

function readOverride(text: string): Override {
  const place: Place = { source: `--set ${text}`, position: null };
  const refuse = (message: string) => new ConfigurationError([{ place, path: [], message }]);
  const at = text.indexOf('=');
  const key = text.slice(0, at).trim();
  if (at < 1 || key === '') throw refuse('expected key=value, such as optimiser.learningRate=1e-4');
  const one = override(key, {
    keyPlace: place,
    value: parseWritten(text.slice(at + 1), place, nothingAfter(`${key}=`)),
  });
  if (one.path.some((part) => part === '' || isReservedKey(part)))
    throw refuse(`expected a dotted key, such as optimiser.learningRate, got ${key}`);
  if (one.path[0] === 'extends') throw refuse('expected a setting, got extends, which only a file can say');
  return one;
}

/** An override as a document of its own, to be laid over others. */
export function layerOf({ path, entry }: Override): LocatedMap {
  return nested(path, entry);
}

/** The document with the override laid over it. */
export function apply(tree: LocatedMap, change: Override): LocatedMap {
  return merge(tree, layerOf(change));
}

/**
 * Overrides of which one sets what another one sets, too, in whole or in part: which of them holds would depend on
 * their order.
 */
export function checkOverlap(overrides: readonly Override[]): Problem[] {
  const first = new Map<string, Override>();
  for (const one of overrides) if (!first.has(one.key)) first.set(one.key, one);
  return overrides.flatMap((one) => {
    const within = one.path.map((_, i) => first.get(one.path.slice(0, i + 1).join('.')));
    const other = within.find((found) => found !== undefined && found !== one);
    if (other === undefined) return [];
    const got = other.key === one.key ? 'it' : other.key;
    return [
      {
        place: one.entry.keyPlace,
        path: [],
        message: `expected ${one.key} to be set in one place, got ${got} at ${formatPlace(other.entry.keyPlace)}, too`,
      },
    ];
  });
}
