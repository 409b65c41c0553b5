import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import type { Located, LocatedEntry, LocatedMap } from './located.js';
import { ConfigurationError, type Place, type Problem } from './problem.js';

/** Far more than any experiment needs: stops aliases that double at every line. */
const MOST_VALUES = 20_000;

/**
 * Parses one YAML 1.2 document (merge keys `<<` allowed) whose root is a mapping.
 * @throws ConfigurationError with every syntax error, duplicate key and unknown tag, or the first value that is not JSON
 */
export function parseMapping(text: string, source: string): LocatedMap {
  const root = parseValue(text, (position) => ({ source, position }));
  if (root.type === 'map') return root;
  const got = root.type === 'list' ? 'a list' : root.value === null ? 'an empty file' : JSON.stringify(root.value);
  throw fault(root.place, `expected a mapping of settings, such as "question: …", got ${got}`);
}

/** Parses one YAML document of any form; `placeAt` names a position in it. @throws as `parseMapping` does */
export function parseValue(text: string, placeAt: (position: { line: number; column: number }) => Place): Located {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return placeAt({ line: Math.max(line, 1), column: Math.max(col, 1) });
  };
  const faults: Problem[] = [...document.errors, ...document.warnings].map(({ pos, message }) => ({ place: placeOf(pos[0]), path: [], message }));
  if (faults.length > 0) throw new ConfigurationError(faults);

  const open = new Set<unknown>();
  let values = 0;

  function locate(node: unknown, around: Place): Located {
    const place = placeIn(node, around);
    values += 1;
    if (values > MOST_VALUES) throw fault(place, `expected at most ${MOST_VALUES} values, got more; look at the aliases (*name)`);
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) throw fault(place, `unknown anchor; expected &${node.source} before *${node.source}`);
      if (open.has(target)) throw fault(place, `expected an alias of something else, got *${node.source} inside &${node.source}`);
      return locate(target, place);
    }
    open.add(node);
    const located = locateOwn(node, place);
    open.delete(node);
    return located;
  }

  function locateOwn(node: unknown, place: Place): Located {
    if (isMap(node)) return { type: 'map', place, entries: entriesOf(node, place) };
    if (isSeq(node)) return { type: 'list', place, items: node.items.map((item) => locate(item, place)) };
    const value = isScalar(node) ? node.value : node;
    if (value === null || value === undefined) return { type: 'scalar', place, value: null };
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return { type: 'scalar', place, value };
    throw fault(place, 'expected text, a number, true, false, null, a list or a mapping');
  }

  /** A mapping's own entries go before those that `<<` brings in. */
  function entriesOf(map: YAMLMap, place: Place): ReadonlyMap<string, LocatedEntry> {
    const own = new Map<string, LocatedEntry>();
    const inherited = new Map<string, LocatedEntry>();
    for (const { key, value } of map.items) {
      const keyPlace = placeIn(key, place);
      const name = isScalar(key) ? key.value : key;
      const located = locate(value, keyPlace);
      if (name === '__proto__') throw fault(keyPlace, 'expected another name than __proto__');
      if (typeof name === 'string') own.set(name, { keyPlace, value: located });
      else if (typeof name === 'symbol') inheritedEntries(located).forEach(([at, entry]) => inherited.has(at) || inherited.set(at, entry));
      else throw fault(keyPlace, `expected text as a key, got ${String(key)}; put it in quotes`);
    }
    return new Map([...inherited, ...own]);
  }

  function placeIn(node: unknown, around: Place): Place {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
    return range ? placeOf(range[0]) : around;
  }

  return locate(document.contents, placeOf(0));
}

/** The entries of the mapping, or of the list of mappings, that a merge key `<<` names; the first of a name wins. */
function inheritedEntries(located: Located): (readonly [string, LocatedEntry])[] {
  if (located.type === 'map') return [...located.entries];
  if (located.type === 'list' && located.items.every((item) => item.type === 'map')) return located.items.flatMap(inheritedEntries);
  throw fault(located.place, 'expected a mapping or a list of mappings after <<');
}

function fault(place: Place, message: string): ConfigurationError {
  return new ConfigurationError([{ place, path: [], message }]);
}
