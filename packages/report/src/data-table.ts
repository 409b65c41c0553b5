import { formatNumber, formatTick } from './format.js';
import { html, type Html } from './html.js';

/** A column of the numbers behind a figure: as they are in the CSV, with three digits in the table. */
export interface DataColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null;
  /** What the table shows in place of the value, null where it is not known; or that the column has no place in it. */
  readonly cell?: ((row: Row) => Html | null) | 'in the CSV alone';
}

/** α with all of its digits in the CSV. */
export const ALPHA_COLUMN: DataColumn<{ readonly alpha: number }> = {
  title: 'α',
  value: ({ alpha }) => alpha,
  cell: ({ alpha }) => html`${formatTick(alpha)}`,
};

/** Rows past this many are in the CSV alone. */
const MOST_ROWS = 60;

/** The numbers behind a figure, folded away: a table, and the same as CSV to copy. */
export function dataTable<Row>(about: string, columns: readonly DataColumn<Row>[], rows: readonly Row[]): Html {
  const left = rows.length - MOST_ROWS;
  const shown = columns.filter(({ cell }) => cell !== 'in the CSV alone');
  return html`<details class="data">
    <summary>The figures behind it</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of ${about}">
      <table class="figures">
        <thead>
          <tr>
            ${shown.map(({ title }) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, MOST_ROWS).map(
            (row) =>
              html`<tr>
                ${shown.map((column, i) => cellOf(contentOf(column, row), i === 0))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${left > 0 ? html`<p class="caption">${left} more rows<span class="page-alone"> are in the CSV</span>.</p>` : null}
    ${csvBlock(about, csvOf(columns, rows))}
  </details>`;
}

/** The numbers of a table that stands on the page itself, folded away as CSV, with all digits that are kept. */
export function asCsv<Row>(about: string, columns: readonly DataColumn<Row>[], rows: readonly Row[]): Html {
  return html`<details class="data as-csv">
    <summary>The same as CSV</summary>
    ${csvBlock(about, csvOf(columns, rows))}
  </details>`;
}

/** CSV to copy: a click selects all of it. */
function csvBlock(about: string, csv: string): Html {
  return html`<div class="as-csv">
    <p class="caption">As CSV, to copy (a click selects all):</p>
    <pre class="csv" tabindex="0" role="region" aria-label="CSV of ${about}">${csv}</pre>
  </div>`;
}

/** RFC 4180, with a line feed; whole numbers as they are, others with six digits; what is not known is empty. */
export function csvOf<Row>(columns: readonly DataColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))];
  return lines.map((line) => line.map(field).join(',')).join('\n');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Null if it is not known. */
function contentOf<Row>({ value, cell }: DataColumn<Row>, row: Row): Html | null {
  if (typeof cell === 'function') return cell(row);
  const found = value(row);
  return found === null ? null : html`${typeof found === 'number' ? formatNumber(found) : found}`;
}

function cellOf(content: Html | null, isHead: boolean): Html {
  if (isHead) return html`<th scope="row">${content}</th>`;
  return content === null
    ? html`<td class="none"><span role="img" aria-label="none, or not known">–</span></td>`
    : html`<td>${content}</td>`;
}
