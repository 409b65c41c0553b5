import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatYaml } from './format-yaml.js';

it.each([
  [1e-8, '1.0e-8'],
  [-1e21, '-1.0e+21'],
  [1.5e-7, '1.5e-7'],
  [0.001, '0.001'],
  [-0, '-0.0'],
  [12, '12'],
  ['network', 'network'],
  ['no', '"no"'],
  ['1:30', '"1:30"'],
  ['2026-11-29', '"2026-11-29"'],
  ['=', '"="'],
  ['a\u0085b\u007f', '"a\\u0085b\\u007f"'],
])('writes %j as %s', (value, text) => expect(formatYaml(value)).toBe(`${text}\n`));

it('of any value writes what YAML 1.1 and 1.2 read as that value', () => {
  const piece = fc.constantFrom(
    'a',
    '1',
    '0',
    ':',
    '.',
    '-',
    '_',
    'e',
    '+',
    'x',
    ' ',
    '~',
    '=',
    '<',
    'no',
    'on',
    'null',
    '2026-01-01',
    '12:30',
    '\n',
    '\t',
    '#',
    '?',
    '&',
    '!',
    '"',
    "'",
    '{',
    ']',
    ',',
    '|',
    '\u0085',
    '\u2028',
    '😀',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
    fc.string(),
  );
  const leaf = fc.oneof(text, fc.double({ noNaN: true }), fc.integer(), fc.boolean(), fc.constant(null));
  const value = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      fc.oneof(leaf, fc.array(leaf)),
      { maxKeys: 3, noNullPrototype: true },
    ),
  );
  fc.assert(
    fc.property(value, (one) => {
      const written = formatYaml(one);
      for (const version of ['1.1', '1.2'] as const) expect(parse(written, { version })).toEqual(one);
    }),
    { numRuns: 500 },
  );
});
