import { expect, it } from 'vitest';
import { formatNumber, formatValue } from '../../src/commands/format-value.js';
import { formatTable, formatWideTable } from '../../src/commands/text-table.js';

it('sets columns in equal width, numbers flush right, and leaves no space at the end', () => {
  expect(
    formatTable(
      [
        ['α', 'n'],
        ['long', '10'],
        ['x', ''],
      ],
      { right: [false, true] },
    ),
  ).toBe('α      n\nlong  10\nx');
});

it('breaks a table that is too wide, with the first column before each part', () => {
  const rows = [['', 'one', 'two', 'three'], ['key', '1', '2', '3'], ['']];
  expect(formatWideTable(rows, Infinity)).toBe('     one  two  three\nkey  1    2    3\n');
  expect(formatWideTable(rows, 14)).toBe('     one  two\nkey  1    2\n\n\n     three\nkey  3\n');
  expect(formatWideTable(rows, 1).split('\n\n\n')).toHaveLength(3);
});

it.each([
  [13.0612, '13.06'],
  [0.00123456, '0.001235'],
  [1.2345e-8, '1.23e-8'],
  [-0.5, '-0.5'],
  [123456.7, '123457'],
  [1.5e9 + 0.5, '1.50e+9'],
  [79872, '79872'],
  [0, '0'],
])('shows %d as %s', (value, text) => expect(formatNumber(value)).toBe(text));

it('shows what is no number plainly', () => {
  expect([undefined, null, true, 'all-dense', [1, 2], '2026-01-02T03:04:05.678Z'].map(formatValue)).toEqual([
    '–',
    '–',
    'true',
    'all-dense',
    '[1,2]',
    '2026-01-02 03:04',
  ]);
});
