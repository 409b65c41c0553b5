import type { Row } from './try-fault.js';
import { triedOf } from './tally.js';

const HEAD = ['fault', 'tried', 'survived', 'named', 'unnamed', 'lost'];

/** The rows as a table of Markdown, with the sum of those that were tried, and then every line of what is wrong. */
export function formatTable(rows: readonly Row[]): string {
  const cells = rows.map(({ name, tally, notTried }) =>
    notTried.length > 0
      ? [name, `not tried: ${notTried.join('; ')}`, '', '', '', '']
      : [name, triedOf(tally), tally.survived, tally.named, tally.unnamed.length, tally.lost.length].map(String),
  );
  const sums = [
    'all',
    ...[1, 2, 3, 4, 5].map((column) => `${cells.reduce((sum, row) => sum + (Number(row[column]) || 0), 0)}`),
  ];
  const lines = [HEAD, ['---', ...HEAD.slice(1).map(() => '---:')], ...cells, sums].map(
    (row) => `| ${row.join(' | ')} |`,
  );
  const wrong = rows.flatMap(({ name, tally, notes }) => [
    ...tally.lost.map((line) => `LOST     ${name}: ${line}`),
    ...tally.unnamed.map((line) => `unnamed  ${name}: ${line}`),
    ...notes.map((line) => `note     ${name}: ${line}`),
  ]);
  return [...lines, ...(wrong.length > 0 ? ['', ...wrong] : []), ''].join('\n');
}
