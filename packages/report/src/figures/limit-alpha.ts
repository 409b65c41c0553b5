import * as Plot from '@observablehq/plot';
import { armName } from '../arm-key.js';
import { shareOf, spanAxis } from '../axis.js';
import { atEveryWidth, chart, dashOf, isNarrow } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { endLabelMark, placeEndLabels } from '../end-labels.js';
import { formatCount, formatNumber, formatTick } from '../format.js';
import { html, type Html } from '../html.js';
import { whereLimit, type Limit } from '../limit.js';
import { missing } from '../missing.js';
import type { ArmStyle } from '../palette.js';
import type { FigurePiece } from './figure.js';

interface AlphaCurve {
  readonly name: string;
  readonly style: ArmStyle;
  readonly budget: number;
  readonly points: readonly { readonly alpha: number; readonly share: number }[];
}

const MARGIN = { left: 48, top: 30, bottom: 44 } as const;
const ALPHAS = { domain: [0, 1] as const, ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: formatTick };

/** The recovered share by α, of each arm at its largest budget. */
export const limitAlpha: FigurePiece = {
  title: 'Where along the path the share is recovered',
  about:
    'Recovered share at each α, of each arm at its largest budget: 1 is what each point reaches if it is solved ' +
    'separately. Where a curve dips, the paths are still near the straight line.',
  draw: (experiment) =>
    whereLimit(experiment, (found) => {
      const curves = alphaCurves(found);
      if (curves.length === 0)
        return missing(
          'No recovered share by α: it needs the straight line and an arm that solves each point for the same ' +
            'objective, both finished.',
        );
      return html`
        <figure>
          ${atEveryWidth((width) => drawn(curves, width))}
          <figcaption>
            Means over pairs and seeds, at ${budgetsOf(curves)}. At exact ends there is nothing to recover, so the
            lines begin next to them.
          </figcaption>
          ${table(curves)}
        </figure>
      `;
    }),
};

function alphaCurves({ curves, record }: Limit): AlphaCurve[] {
  const alphas = record.solver?.alphas ?? [];
  return curves.flatMap(({ name, style, points }) => {
    const last = points.findLast(({ shareByAlpha }) => shareByAlpha !== null);
    const known = (last?.shareByAlpha ?? []).flatMap((share, i) =>
      share === null || alphas[i] === undefined ? [] : [{ alpha: alphas[i], share }],
    );
    return last === undefined || known.length === 0 ? [] : [{ name, style, budget: last.budget, points: known }];
  });
}

/** `4,505,600 points (all-16: 1,126,400)` */
function budgetsOf(curves: readonly AlphaCurve[]): string {
  const largest = Math.max(...curves.map(({ budget }) => budget));
  const others = curves
    .filter(({ budget }) => budget < largest)
    .map(({ name, budget }) => `${name}: ${formatCount(budget)}`);
  return `${formatCount(largest)} points${others.length === 0 ? '' : ` (${others.join(', ')})`}`;
}

function drawn(curves: readonly AlphaCurve[], width: number): Html {
  const height = isNarrow(width) ? 340 : 400;
  const characters = isNarrow(width) ? 13 : 24;
  const longest = Math.max(...curves.map(({ name }) => Math.min(characters, name.length)));
  const right = width - 20 - 6.8 * longest;
  const y = spanAxis([0, 1, ...curves.flatMap(({ points }) => points.map(({ share }) => share))]);
  const ends = curves.map(({ name, style, points }) => {
    const { alpha, share } = points.at(-1)!;
    return {
      x: MARGIN.left + alpha * (right - MARGIN.left) + 3,
      y: height - MARGIN.bottom - shareOf(share, y) * (height - MARGIN.bottom - MARGIN.top),
      text: name,
      colour: style.colour,
      isEarly: false,
    };
  });
  const room = { left: right + 14, top: MARGIN.top - 8, bottom: height - MARGIN.bottom + 8, characters };
  const middle = ({ points }: AlphaCurve) => points[Math.floor(points.length / 2)]!.share;
  return chart(
    'Recovered share by α, 0 the straight line and 1 each point solved separately; in the middle ' +
      `${curves.map((curve) => `${curve.name} ${formatNumber(middle(curve))}`).join(', ')}`,
    {
      width,
      height,
      marginLeft: MARGIN.left,
      marginRight: width - right,
      marginTop: MARGIN.top,
      marginBottom: MARGIN.bottom,
      x: { ...ALPHAS, label: 'α', labelAnchor: 'center', labelArrow: false },
      y: { ...y, grid: true, label: 'recovered share', labelArrow: false },
      marks: [
        Plot.ruleY([0, 1], { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
        ...curves.flatMap(({ style, points }) => [
          Plot.line(points, { x: 'alpha', y: 'share', stroke: style.colour, strokeWidth: 2, ...dashOf(style) }),
          Plot.dot(points, { x: 'alpha', y: 'share', fill: style.colour, symbol: style.symbol, r: 3 }),
        ]),
        endLabelMark(placeEndLabels(ends, room), room),
      ],
    },
  );
}

/** A row an arm, a column an α. */
function table(curves: readonly AlphaCurve[]): Html {
  const alphas = [...new Set(curves.flatMap(({ points }) => points.map(({ alpha }) => alpha)))].sort((a, b) => a - b);
  const columns: readonly DataColumn<AlphaCurve>[] = [
    { title: 'arm', value: ({ name }) => name, cell: armName },
    { title: 'budget, points', value: ({ budget }) => budget, cell: 'in the CSV alone' },
    ...alphas.map((alpha) => ({
      title: `α = ${formatTick(alpha)}`,
      value: ({ points }: AlphaCurve) => points.find((point) => point.alpha === alpha)?.share ?? null,
    })),
  ];
  return dataTable('recovered shares by α', columns, curves);
}
