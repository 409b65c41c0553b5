import fc from 'fast-check';
import { expect, it } from 'vitest';
import { locateMapping, plain, valuePlace } from './located.js';
import { merge } from './merge.js';
import { parseMapping } from './parse.js';
import { formatPlace } from './problem.js';

const merged = (below: string, above: string) =>
  merge(parseMapping(below, 'below.yaml'), parseMapping(above, 'above.yaml'));

it.each([
  ['mappings key by key', 'a: { b: 1, c: 2 }', 'a: { c: 3, d: 4 }', { a: { b: 1, c: 3, d: 4 } }],
  ['lists as a whole', 'a: [1, 2, 3]', 'a: [4]', { a: [4] }],
  ['a number over a mapping, and back', 'a: { kind: x }\nb: 1', 'a: 1\nb: { kind: y }', { a: 1, b: { kind: 'y' } }],
  ['null as removal', 'a: { b: 1, c: 2 }', 'a: { b: null }', { a: { c: 2 } }],
  ['a null with nothing below as it is', 'a: {}', 'a: { b: null }', { a: { b: null } }],
  ['another kind as a whole', 'a: { kind: x, p: 1 }', 'a: { kind: y, q: 2 }', { a: { kind: 'y', q: 2 } }],
  ['the same kind key by key', 'a: { kind: x, p: 1 }', 'a: { kind: x, q: 2 }', { a: { kind: 'x', p: 1, q: 2 } }],
  ['no kind key by key', 'a: { kind: x, p: 1 }', 'a: { p: 2 }', { a: { kind: 'x', p: 2 } }],
  ['a budget as a whole', 'budget: { projections: 1 }', 'budget: { points: 2 }', { budget: { points: 2 } }],
])('takes %s', (_, below, above, expected) => expect(plain(merged(below, above))).toEqual(expected));

it('keeps where each part was written', () => {
  const tree = merged('a:\n  b: 1\n  c: 2\n', '\n\na: { c: 3 }\n');
  expect(formatPlace(valuePlace(tree, ['a', 'b']))).toBe('below.yaml:2:6');
  expect(formatPlace(valuePlace(tree, ['a', 'c']))).toBe('above.yaml:3:9');
});

it('changes neither side', () => {
  const below = parseMapping('a: { b: 1 }', 'below.yaml');
  merge(below, parseMapping('a: { b: null }', 'above.yaml'));
  expect(plain(below)).toEqual({ a: { b: 1 } });
});

it('is the union of what only one side has, and the upper side of the rest', () => {
  const leaf = fc.oneof(fc.integer(), fc.array(fc.integer(), { maxLength: 2 }));
  const key = fc.constantFrom('a', 'b', 'c');
  const tree = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { noNullPrototype: true })), {
    noNullPrototype: true,
  });
  const located = (value: object) => locateMapping(value, { source: 'x', position: null });
  const isMap = (value: unknown): value is Record<string, unknown> =>
    value !== null && typeof value === 'object' && !Array.isArray(value);
  fc.assert(
    fc.property(tree, tree, (low, high) => {
      // of two mappings it makes a mapping
      const both = plain(merge(located(low), located(high))) as Record<string, unknown>;
      expect(Object.keys(both).sort()).toEqual([...new Set([...Object.keys(low), ...Object.keys(high)])].sort());
      for (const [name, value] of Object.entries(both)) {
        const [under, over] = [low[name], high[name]];
        expect(value).toEqual(over === undefined ? under : isMap(under) && isMap(over) ? { ...under, ...over } : over);
      }
      expect(plain(merge(located(low), located(low)))).toEqual(low);
    }),
  );
});
