import type { EstimateOver, LimitPoint } from '@latent-paths/core';
import { armName } from './arm-key.js';
import { dataTable, type DataColumn } from './data-table.js';
import { formatCount, formatNumber } from './format.js';
import { html, type Html } from './html.js';
import type { Limit, LimitCurve } from './limit.js';

/** A curve at one of its budgets. */
interface LimitRow {
  readonly curve: LimitCurve;
  readonly point: LimitPoint;
}

/** A figure of a curve: one column of the table; with its interval, three of the CSV. */
type LimitColumns = readonly DataColumn<LimitRow>[];

function estimate(title: string, figure: (point: LimitPoint) => EstimateOver | null, unit = ''): LimitColumns {
  const part =
    (name: 'value' | 'low' | 'high') =>
    ({ point }: LimitRow) =>
      figure(point)?.[name] ?? null;
  return [
    { title, value: part('value'), cell: ({ point }) => withInterval(figure(point), unit) },
    { title: `${title}, low`, value: part('low'), cell: 'in the CSV alone' },
    { title: `${title}, high`, value: part('high'), cell: 'in the CSV alone' },
  ];
}

function withInterval(found: EstimateOver | null, unit: string): Html | null {
  if (found === null) return null;
  const { value, low, high } = found;
  const range = low === high ? 'one seed' : `${formatNumber(low)} – ${formatNumber(high)}`;
  return html`<b>${formatNumber(value)}${unit}</b> <small>${range}</small>`;
}

function count(title: string, value: (point: LimitPoint) => number | null): LimitColumns {
  const cell = (found: number | null): Html | null => (found === null ? null : html`${formatCount(Math.round(found))}`);
  return [{ title, value: ({ point }) => value(point), cell: ({ point }) => cell(value(point)) }];
}

const ARM: LimitColumns = [
  { title: 'arm', value: ({ curve }) => curve.name, cell: ({ curve }) => armName(curve) },
  ...count('budget, points', ({ budget }) => budget),
];

/** Columns by name: each figure of the page shows its own. */
export const LIMIT_COLUMNS = {
  steps: count('steps', ({ steps }) => steps),
  pairs: count('distinct pairs visited', ({ pairs }) => pairs),
  objective: estimate('held-out objective', ({ objective }) => objective),
  ratio: estimate('ratio to the reference', ({ ratio }) => ratio, ' ×'),
  multiple: estimate('times the compute', ({ multiple }) => multiple, ' ×'),
  trained: estimate('at trained points', ({ sets }) => sets.trained),
  visited: estimate('their pairs, all α', ({ sets }) => sets.visited),
  unvisited: estimate('other pairs of the pool', ({ sets }) => sets.unvisited),
  heldOut: estimate('held-out latents', ({ objective }) => objective),
  alpha: estimate('α gap', ({ gaps }) => gaps.alpha),
  pair: estimate('pair gap', ({ gaps }) => gaps.pair),
  latent: estimate('latent gap', ({ gaps }) => gaps.latent),
  share: estimate('recovered share', ({ share }) => share),
  seeds: [{ title: 'seeds', value: ({ point: { seeds } }) => (seeds.length === 0 ? null : seeds.join(', ')) }],
  diverged: [
    {
      title: 'diverged',
      value: ({ point: { diverged } }) => (diverged.length === 0 ? null : `seed ${diverged.join(', ')}`),
      cell: ({ point: { diverged } }) =>
        diverged.length === 0 ? null : html`<span class="alarm">seed ${diverged.join(', ')}</span>`,
    },
  ],
} as const satisfies Record<string, LimitColumns>;

/** The figures behind a chart: a row for each arm and budget. */
export function limitTable({ curves }: Pick<Limit, 'curves'>, columns: readonly LimitColumns[], about: string): Html {
  const rows = curves.flatMap((curve) => curve.points.map((point): LimitRow => ({ curve, point })));
  return dataTable(about, [...ARM, ...columns.flat()], rows);
}
