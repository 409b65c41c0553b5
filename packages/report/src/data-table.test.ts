import { expect, it } from 'vitest';
import { csvOf, dataTable } from './data-table.js';
import { html } from './html.js';

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

it('writes whole numbers with all of their digits', () => {
  expect(csvOf(COLUMNS, [{ arm: 'long', mean: 1_234_567_890 }])).toBe('arm,"error, mean"\nlong,1234567890');
});

it('shows more in the table than in the CSV where a column says how, and nothing of those for the CSV alone', () => {
  const rows = [{ arm: 'a', mean: 1 }];
  const rich = { ...COLUMNS[0]!, cell: ({ arm }: { arm: string }) => html`<b>${arm}!</b>` };
  const alone = { ...COLUMNS[1]!, title: 'low', cell: 'in the CSV alone' as const };
  const { markup } = dataTable('errors', [rich, COLUMNS[1]!, alone], rows);
  expect(markup).toContain('<th scope="row"><b>a!</b></th>');
  expect(markup.match(/<th scope="col">/g)).toHaveLength(2);
  expect(markup).toContain('arm,&#34;error, mean&#34;,low\na,1,1');
});

it('escapes names, and leaves rows past sixty to the CSV', () => {
  const rows = Array.from({ length: 62 }, (_, i) => ({ arm: `<img src=x onerror=alert(${i})>`, mean: i }));
  const { markup } = dataTable('errors', COLUMNS, rows);
  expect(markup).not.toContain('<img');
  expect(markup).toContain('2 more rows<span class="page-alone"> are in the CSV</span>.');
  expect(markup.match(/<tr>/g)).toHaveLength(61);
});
