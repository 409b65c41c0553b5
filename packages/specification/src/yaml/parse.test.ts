import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { keyPlace, plain, valuePlace, type Located } from './located.js';
import { parseMapping } from './parse.js';
import { formatPlace, type Path } from './problem.js';

const parse = (text: string) => parseMapping(text, 'x.yaml');
const at = (root: Located, ...path: Path) => formatPlace(valuePlace(root, path));

function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

describe('parseMapping', () => {
  it('gives the values of YAML 1.2', () => {
    expect(plain(parse('a: 1e-4\nb: [yes, true, null, ~, "1", 0x10]\nc: { d: null }\n'))).toEqual({
      a: 1e-4,
      b: ['yes', true, null, null, '1', 16],
      c: { d: null },
    });
  });

  it('knows where keys and values are written', () => {
    const root = parse('# comment\na:\n  b: [1, { c: 2 }]\n');
    expect(at(root, 'a')).toBe('x.yaml:3:3');
    expect(at(root, 'a', 'b', 1, 'c')).toBe('x.yaml:3:15');
    expect(formatPlace(keyPlace(root, ['a', 'b', 1, 'c']))).toBe('x.yaml:3:12');
  });

  it('tells of the nearest mapping where a value is missing', () => {
    expect(at(parse('a:\n  b: { c: 1 }\n'), 'a', 'b', 'd', 'e')).toBe('x.yaml:2:6');
    expect(at(parse('a: 1\n'), 'd')).toBe('x.yaml:1:1');
  });

  it('resolves aliases and merge keys, own keys first and earlier bases before later ones', () => {
    const root = parse('x: &x { p: 1, q: 1 }\ny: &y { q: 2, r: 2 }\nz: { <<: [*x, *y], p: 3 }\nw: { p: 4, <<: *x }\n');
    expect(plain(root)).toMatchObject({ z: { p: 3, q: 1, r: 2 }, w: { p: 4, q: 1 } });
    expect(at(root, 'z', 'r')).toBe('x.yaml:2:18');
  });

  it.each([
    ['', /x\.yaml:1:1: expected a mapping of settings, .* got an empty file/],
    ['# only a comment\n', /got an empty file/],
    ['- 1\n', /x\.yaml:1:1: expected a mapping of settings, .* got a list/],
    ['text\n', /got "text"/],
    ['a: 1\nb: 2\na: 3\n', /x\.yaml:3:1: expected each key once, got a again; it stands at x\.yaml:1:1, too/],
    ['a: { b: 1, b: 2 }\n', /x\.yaml:1:12: expected each key once, got b again/],
    ['a: 1\n---\nb: 2\n', /x\.yaml:2:1: expected one document, got a second/],
    ['%YAML 1.1\n---\na: yes\n', /x\.yaml:1:1: expected YAML 1\.2, got the directive %YAML 1\.1; delete it/],
    ['a:\n\tb: 1\n', /x\.yaml:2:1: expected spaces before a key, got a tab/],
    ['a: "x\0y"\n', /x\.yaml:1:6: expected printable text, got the character U\+0000; delete it/],
    ['a: 1\n\ufeffb: 2\n', /x\.yaml:2:1: expected printable text, got the character U\+FEFF/],
    ['a: *nowhere\n', /x\.yaml:1:4: unknown anchor; expected &nowhere before \*nowhere/],
    ['a: &a\n  b: *a\n', /x\.yaml:2:6: expected an alias of something else/],
    [
      'a: !thing 1\n',
      /x\.yaml:1:4: expected a plain value, got one with a tag \(Unresolved tag: !thing\); delete the tag/,
    ],
    ['a: !!js/function "function () {}"\n', /x\.yaml:1:4: expected a plain value, got one with a tag .*js\/function/],
    ['a: !!binary aGk=\n', /x\.yaml:1:4: expected a plain value, got one with a tag .*binary/],
    ['a: !!timestamp 2026-01-01\n', /x\.yaml:1:4: expected a plain value, got one with a tag .*timestamp/],
    ['a: !!set { b }\n', /x\.yaml:1:4: expected a plain value, got one with a tag .*set/],
    ['1: a\n', /x\.yaml:1:1: expected text as a key, got 1; put it in quotes/],
    ['true: a\n', /x\.yaml:1:1: expected text as a key, got true/],
    ['~: a\n', /x\.yaml:1:1: expected text as a key, got null/],
    ['? { a: 1 }\n: 2\n', /expected text as a key, got a list or a mapping/],
    ['? [a]\n: 2\n', /expected text as a key, got a list or a mapping/],
    ['__proto__: { a: 1 }\n', /x\.yaml:1:1: expected another name than __proto__, which is reserved/],
    ['a: { "__proto__": 1 }\n', /x\.yaml:1:6: expected another name than __proto__/],
    [
      'a: { constructor: { prototype: 1 } }\n',
      /x\.yaml:1:6: expected another name than constructor.*\n.*x\.yaml:1:21: expected another name than prototype/,
    ],
    ['a: { <<: 3 }\n', /x\.yaml:1:10: expected a mapping or a list of mappings after <</],
  ])('refuses %j', (text, message) => expect(refusal(text)).toMatch(message));

  it('tells of all syntax errors and duplicate keys at once', () => {
    expect(refusal("a: 1\na: 2\nb: [1\nc: '\n").split('\n')).toEqual([
      expect.stringMatching(/x\.yaml:2:1: expected each key once, got a again/),
      expect.stringMatching(/^x\.yaml:4:1: Flow sequence/),
      expect.stringMatching(/^x\.yaml:5:1: .*closing/),
    ]);
  });

  it('tells of all keys that cannot be one at once', () => {
    expect(refusal('1: a\nb: { 2: c }\n').split('\n').length).toBe(2);
  });

  it('takes dates, and what only JavaScript would change, as the text that they are', () => {
    expect(plain(parse('a: 2026-01-01\nb: 12:30:00\nc: NaN\nd: 0777\ne: 1_000\nf: !!str 1\n'))).toEqual({
      a: '2026-01-01',
      b: '12:30:00',
      c: 'NaN',
      d: 777,
      e: '1_000',
      f: '1',
    });
  });

  it('reads lines that end as on Windows, and tabs that indent nothing', () => {
    expect(plain(parse('a: 1\r\nb:\t{ c:\t2 }\r\n'))).toEqual({ a: 1, b: { c: 2 } });
  });

  it('takes an anchor for what it names where the alias is written', () => {
    expect(plain(parse('a: &x 1\nb: *x\nc: &x { d: 2 }\ne: *x\n'))).toEqual({ a: 1, b: 1, c: { d: 2 }, e: { d: 2 } });
    expect(plain(parse('a: &a [&x 1, *x]\nb: &x 2\nc: *a\nd: *x\n'))).toMatchObject({ c: [1, 1], d: 2 });
    expect(plain(parse('&k a: 1\nb: *k\n'))).toEqual({ a: 1, b: 'a' });
  });
});

it('gives back any JSON, written as JSON or as YAML', () => {
  const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/[\ufeff\p{Cc}\p{Cs}]/u.test(text));
  const key = printable.filter((text) => !/^(__proto__|constructor|prototype|<<)$/.test(text)); // refused, and merged
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x)),
      printable,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (given) => {
      expect(plain(parse(JSON.stringify({ given })))).toEqual({ given });
      expect(plain(parse(stringify({ given })))).toEqual({ given });
    }),
    { numRuns: 100, examples: [[{ toString: 0, valueOf: [] }]] },
  );
});

describe('texts made to exhaust', () => {
  const doubling = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
  const merging = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} { <<: [*a${i}, *a${i}], k${i}: 1 }`);
  const nesting = Array.from({ length: 200 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`);

  it.each([
    [
      'aliases that double at every line',
      ['a0: &a0 [1, 2]', ...doubling].join('\n'),
      /at most 20000 values, got more; look at the aliases/,
    ],
    ['merge keys that double at every line', ['a0: &a0 { k: 1 }', ...merging].join('\n'), /at most 20000 values/],
    [
      'aliases that nest at every line',
      ['a0: &a0 1', ...nesting].join('\n'),
      /at most 40 levels of nesting, got more; look at the aliases/,
    ],
    [
      'brackets without end',
      `a: ${'['.repeat(20_000)}`,
      /x\.yaml:1:44: expected at most 40 levels of nesting, got more/,
    ],
    ['closed brackets', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /at most 40 levels/],
    ['braces', `a: ${'{a: '.repeat(10_000)}`, /at most 40 levels/],
    ['lists in one line', `a:\n  ${'- '.repeat(20_000)}`, /at most 40 levels/],
    ['keys that are mappings', '? '.repeat(20_000), /at most 40 levels/],
    ['indents', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), /at most 40 levels/],
    ['more values than anyone writes', `a: [${'1,'.repeat(20_001)}]`, /at most 20000 values/],
    ['as many errors', 'a: 1\n'.repeat(5_000), /… and 4899 more$/],
  ])('stops %s', (_, text, message) => expect(refusal(text)).toMatch(message));
});
