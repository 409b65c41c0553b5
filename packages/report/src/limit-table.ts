import type { EstimateOver, LimitPoint } from '@latent-paths/core';
import { armName } from './arm-key.js';
import { formatCount, formatNumber } from './format.js';
import { html, type Html } from './html.js';
import type { Limit, LimitCurve } from './limit.js';

/** A column of the figures behind a curve. */
export interface LimitColumn {
  readonly title: string;
  readonly cell: (point: LimitPoint) => Html | null;
}

const estimate =
  (figure: (point: LimitPoint) => EstimateOver | null, unit = ''): LimitColumn['cell'] =>
  (point) => {
    const found = figure(point);
    if (found === null) return null;
    const { value, low, high } = found;
    const range = low === high ? 'one seed' : `${formatNumber(low)} – ${formatNumber(high)}`;
    return html`<b>${formatNumber(value)}${unit}</b> <small>${range}</small>`;
  };
const count = (value: number | null): Html | null => (value === null ? null : html`${formatCount(Math.round(value))}`);

/** Columns by name: each figure of the page shows its own. */
export const LIMIT_COLUMNS = {
  steps: { title: 'steps', cell: ({ steps }) => count(steps) },
  pairs: { title: 'distinct pairs visited', cell: ({ pairs }) => count(pairs) },
  objective: { title: 'held-out objective', cell: estimate(({ objective }) => objective) },
  ratio: { title: 'ratio to the reference', cell: estimate(({ ratio }) => ratio, ' ×') },
  multiple: { title: 'times the compute', cell: estimate(({ multiple }) => multiple, ' ×') },
  trained: { title: 'at trained points', cell: estimate(({ sets }) => sets.trained) },
  visited: { title: 'their pairs, all α', cell: estimate(({ sets }) => sets.visited) },
  unvisited: { title: 'other pairs of the pool', cell: estimate(({ sets }) => sets.unvisited) },
  heldOut: { title: 'held-out latents', cell: estimate(({ objective }) => objective) },
  alpha: { title: 'α gap', cell: estimate(({ gaps }) => gaps.alpha) },
  pair: { title: 'pair gap', cell: estimate(({ gaps }) => gaps.pair) },
  latent: { title: 'latent gap', cell: estimate(({ gaps }) => gaps.latent) },
  share: { title: 'recovered share', cell: estimate(({ share }) => share) },
  seeds: { title: 'seeds', cell: ({ seeds }) => (seeds.length === 0 ? null : html`${seeds.join(', ')}`) },
  diverged: {
    title: 'diverged',
    cell: ({ diverged }) =>
      diverged.length === 0 ? null : html`<span class="alarm">seed ${diverged.join(', ')}</span>`,
  },
} as const satisfies Record<string, LimitColumn>;

/** The figures behind a chart: a row for each arm and budget. */
export function limitTable({ curves }: Pick<Limit, 'curves'>, columns: readonly LimitColumn[], about: string): Html {
  const rows = curves.flatMap((curve) => curve.points.map((point) => ({ curve, point })));
  return html`<details>
    <summary>The figures behind it</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of ${about}">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">arm</th>
            <th scope="col">budget, points</th>
            ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(({ curve, point }) => row(curve, point, columns))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function row({ name, style }: LimitCurve, point: LimitPoint, columns: readonly LimitColumn[]): Html {
  return html`<tr>
    <th scope="row">${armName({ name, style })}</th>
    <td>${formatCount(point.budget)}</td>
    ${columns.map(({ cell }) => {
      const content = cell(point);
      return content === null
        ? html`<td class="none"><span role="img" aria-label="none, or not known">–</span></td>`
        : html`<td>${content}</td>`;
    })}
  </tr>`;
}
