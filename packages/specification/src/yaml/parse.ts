import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { MOST_LEVELS, parseDocument, unprintableIn, type PlaceAt } from './document.js';
import type { Located, LocatedEntry, LocatedMap } from './located.js';
import { ConfigurationError, formatPlace, type Place, type Problem } from './problem.js';

/** Far more than any experiment needs: it stops aliases that double with every line. */
const MOST_VALUES = 20_000;

/** Keys that mean something else to JavaScript's objects. No piece or parameter has such a name. */
const RESERVED_KEYS = ['__proto__', 'constructor', 'prototype'];

export function isReservedKey(name: string): boolean {
  return RESERVED_KEYS.includes(name);
}

/**
 * Parses one YAML 1.2 document (merge keys `<<` allowed) whose root is a mapping.
 * @throws ConfigurationError with every syntax error, unknown tag and duplicate key, or with every key that cannot be
 *   one
 */
export function parseMapping(text: string, source: string): LocatedMap {
  const root = parseValue(text, (position) => ({ source, position }));
  if (root.type === 'map') return root;
  const got = root.type === 'list' ? 'a list' : root.value === null ? 'an empty file' : JSON.stringify(root.value);
  throw new ConfigurationError([
    fault(root.place, `expected a mapping of settings, such as "question: …", got ${got}`),
  ]);
}

/**
 * Parses a value that is given outside of files. @throws as `parseMapping` does, and where nothing is written, which is
 * no null;
 * `absent` says so
 */
export function parseWritten(text: string, place: Place, absent: string): Located {
  const { root, isAbsent } = parse(text, () => place);
  if (isAbsent) throw new ConfigurationError([fault(place, absent)]);
  return root;
}

/** Parses one YAML document of any form; `placeAt` names a position in it. @throws as `parseMapping` does */
function parseValue(text: string, placeAt: PlaceAt): Located {
  return parse(text, placeAt).root;
}

/**
 * What is said of a key with nothing behind it: that would take away what is below as a `null` does, and nobody wrote
 * one.
 */
export function nothingAfter(key: string): string {
  return `expected a value after ${key}; write null to remove it`;
}

function parse(text: string, placeAt: PlaceAt): { readonly root: Located; readonly isAbsent: boolean } {
  const { document, placeOf, faults: syntax } = parseDocument(text, placeAt);
  const faults: Problem[] = [];
  const twice: Problem[] = [];
  const anchors = new Map<string, unknown>();
  const met = new Set<unknown>();
  const targets = new Map<unknown, unknown>();
  const open = new Set<unknown>();
  let values = 0;

  function locate(node: unknown, around: Place): Located {
    const place = placeIn(node, around);
    values += 1;
    if (values > MOST_VALUES)
      throw new ConfigurationError([
        fault(place, `expected at most ${MOST_VALUES} values, got more; look at the aliases (*name)`),
      ]);
    if (open.size > MOST_LEVELS)
      throw new ConfigurationError([
        fault(place, `expected at most ${MOST_LEVELS} levels of nesting, got more; look at the aliases (*name)`),
      ]);
    // Where an alias is met again inside what another one names, it still means what it meant where it is written.
    if (isAlias(node) && !targets.has(node)) targets.set(node, anchors.get(node.source));
    const target = isAlias(node) ? targets.get(node) : node;
    if (target === undefined && isAlias(node))
      return refused(place, `unknown anchor; expected &${node.source} before *${node.source}`);
    if (open.has(target) && isAlias(node))
      return refused(place, `expected an alias of something else, got *${node.source} inside &${node.source}`);
    anchor(target);
    open.add(target);
    const located = locateOwn(target, place);
    open.delete(target);
    return located;
  }

  function locateOwn(node: unknown, place: Place): Located {
    if (isMap(node)) return { type: 'map', place, entries: entriesOf(node, place) };
    if (isSeq(node)) return { type: 'list', place, items: node.items.map((item) => locateItem(item, place)) };
    const value = isScalar(node) ? node.value : node;
    if (value === null || value === undefined) return { type: 'scalar', place, value: null };
    const unprintable = typeof value === 'string' ? unprintableIn(value) : null;
    if (unprintable !== null)
      return refused(place, `expected printable text, got the escape of the character ${unprintable.name}; delete it`);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return { type: 'scalar', place, value };
    return refused(place, 'expected text, a number, true, false, null, a list or a mapping');
  }

  function locateItem(item: unknown, around: Place): Located {
    const located = locate(item, around);
    return isAbsent(item) ? refused(located.place, 'expected a value after -; write it, or delete the dash') : located;
  }

  /** A mapping's own entries go before those that `<<` brings in. */
  function entriesOf(map: YAMLMap, place: Place): ReadonlyMap<string, LocatedEntry> {
    const own = new Map<string, LocatedEntry>();
    const inherited = new Map<string, LocatedEntry>();
    for (const { key, value } of map.items) {
      const keyPlace = placeIn(key, place);
      anchor(key);
      const name = isScalar(key) ? key.value : key;
      const located = locate(value, keyPlace);
      if (typeof name === 'symbol') {
        for (const [at, entry] of inheritedEntries(located)) if (!inherited.has(at)) inherited.set(at, entry);
      } else if (typeof name !== 'string') {
        refused(
          keyPlace,
          `expected text as a key, got ${isScalar(key) || key === null ? String(name) : 'a list or a mapping'}; ` +
            'put it in quotes',
        );
      } else if (unprintableIn(name) !== null) {
        refused(
          keyPlace,
          `expected printable text as a key, got the escape of the character ${unprintableIn(name)!.name}; delete it`,
        );
      } else if (isReservedKey(name)) {
        refused(keyPlace, `expected another name than ${name}, which is reserved`);
      } else if (own.has(name)) {
        twice.push(
          fault(
            keyPlace,
            `expected each key once, got ${name} again; it stands at ${formatPlace(own.get(name)!.keyPlace)}, too`,
          ),
        );
      } else {
        if (isAbsent(value)) refused(keyPlace, nothingAfter(`${name}:`));
        own.set(name, { keyPlace, value: located });
      }
    }
    return new Map([...inherited, ...own]);
  }

  /** The entries of the mapping, or of the list of mappings, that a merge key `<<` names; the first of a name wins. */
  function inheritedEntries(located: Located): (readonly [string, LocatedEntry])[] {
    if (located.type === 'map') return [...located.entries];
    if (located.type === 'list' && located.items.every((item) => item.type === 'map'))
      return located.items.flatMap(inheritedEntries);
    refused(located.place, 'expected a mapping or a list of mappings after <<');
    return [];
  }

  /** Notes the anchor of a node that is met for the first time: from here on its name means this node. */
  function anchor(node: unknown): void {
    if (met.has(node)) return;
    met.add(node);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
  }

  function placeIn(node: unknown, around: Place): Place {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
    return range ? placeOf(range[0]) : around;
  }

  /** Notes what is wrong, and continues without it. */
  function refused(place: Place, message: string): Located {
    faults.push(fault(place, message));
    return { type: 'scalar', place, value: null };
  }

  const root = locate(document.contents, placeOf(0));
  // What a text with syntax errors seems to mean may be the errors' own doing, but for keys that stand there twice.
  const wrong = [...(syntax.length > 0 ? syntax : faults), ...twice];
  if (wrong.length > 0) throw new ConfigurationError(wrong);
  return { root, isAbsent: isAbsent(document.contents) };
}

/** Whether nothing is written where a value may be: YAML reads it as null, which is something that one writes. */
function isAbsent(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null && (node.source ?? '') === '');
}

function fault(place: Place, message: string): Problem {
  return { place, path: [], message };
}
