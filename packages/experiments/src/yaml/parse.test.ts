import { describe, expect, it } from 'vitest';
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
    expect(plain(parse('a: 1e-4\nb: [yes, true, null, ~, "1", 0x10]\nc: { d: }\n'))).toEqual({
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
    ['a: 1\nb: 2\na: 3\n', /x\.yaml:3:1: Map keys must be unique/],
    ['a: 1\n---\nb: 2\n', /multiple documents/],
    ['a: *nowhere\n', /x\.yaml:1:4: unknown anchor; expected &nowhere before \*nowhere/],
    ['a: &a\n  b: *a\n', /x\.yaml:2:6: expected an alias of something else/],
    ['a: !thing 1\n', /x\.yaml:1:4: Unresolved tag/],
    ['a: !!binary aGk=\n', /x\.yaml:1:13: expected text, a number/],
    ['1: a\n', /x\.yaml:1:1: expected text as a key, got 1/],
    ['? { a: 1 }\n: 2\n', /expected text as a key/],
    ['__proto__: { a: 1 }\n', /another name/],
    ['a: { <<: 3 }\n', /x\.yaml:1:10: expected a mapping or a list of mappings after <</],
  ])('refuses %j', (text, message) => expect(refusal(text)).toMatch(message));

  it('tells of all syntax errors at once', () => {
    const message = refusal('a: 1\na: 2\nb: [1\nc: 3\n');
    expect(message).toContain('x.yaml:2:1: Map keys must be unique');
    expect(message.split('\n').length).toBeGreaterThan(1);
  });

  it('stops aliases that double at every line', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`);
    expect(refusal(['a0: &a0 [1, 2]', ...lines].join('\n'))).toMatch(/at most 20000 values/);
  });
});
