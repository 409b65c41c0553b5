import { expect, it } from 'vitest';
import { csvOf, dataTable } from './data-table.js';

const COLUMNS = [
  { title: 'arm', value: ({ arm }: { arm: string }) => arm },
  { title: 'error, mean', value: ({ mean }: { mean: number | null }) => mean },
];

it('writes CSV that other programs read: quotes doubled, six digits, nothing for what is not known', () => {
  const rows = [
    { arm: 'a "b", c', mean: 1234.56789 },
    { arm: 'plain', mean: null },
  ];
  expect(csvOf(COLUMNS, rows)).toBe('arm,"error, mean"\n"a ""b"", c",1234.57\nplain,');
});

it('escapes names, and leaves rows past sixty to the CSV', () => {
  const rows = Array.from({ length: 62 }, (_, i) => ({ arm: `<img src=x onerror=alert(${i})>`, mean: i }));
  const { markup } = dataTable('errors', COLUMNS, rows);
  expect(markup).not.toContain('<img');
  expect(markup).toContain('2 more rows are in the CSV');
  expect(markup.match(/<tr>/g)).toHaveLength(61);
});
