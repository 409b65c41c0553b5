import { plural } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armKey, armName } from '../arm-key.js';
import { axisOfArms, type Axis } from '../axis.js';
import { metricByAlpha, realLevel, type AlphaPoint } from '../by-alpha.js';
import { atEveryWidth, chart, dashOf, isNarrow } from '../chart.js';
import { ALPHA_COLUMN, dataTable, type DataColumn } from '../data-table.js';
import { formatList, formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { caveatOf } from '../collapse-status.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

interface Curve {
  readonly arm: LoadedArm;
  readonly points: readonly AlphaPoint[];
  /** Mean at α = ½. */
  readonly middle: number;
}

/** With more arms than this, the common chart has colours for a few; each still has its own panel. */
const MOST_COLOURED = 8;
const ALPHA_AXIS = {
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  tickFormat: (alpha: number) => ({ 0: '0', 0.25: '¼', 0.5: '½', 0.75: '¾', 1: '1' })[alpha] ?? '',
};

/** ‖z − P(z)‖² along the path: all arms together, then each with its spread over pairs. */
export const reprojection: FigurePiece = {
  title: 'Reprojection along the path',
  about:
    '‖z − P(z)‖² by α. See where each line lies against the straight line’s and against the level of real latents, ' +
    'most of all in the middle. A low flat line may be a collapse, and a low line of an arm that lost diversity is ' +
    'not a better path.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, (arm) => metricByAlpha(arm, 'reprojection').length > 0);
    if (present.length === 0)
      return missing('No reprojection by α yet: it is measured when an arm’s evaluation finishes.', absent);
    const curves = present.map(curveOf).sort((a, b) => b.middle - a.middle);
    const real = realLevel(present);
    const levels = real === null ? [] : [real.reprojection];
    const axis = axisFor(curves, levels, (point) => [point.mean]);
    const wide = axisFor(curves, levels, (point) => [point.mean, point.max]);
    const below = curves.filter(({ points }) => points.some((point) => point.mean < axis.domain[0]));
    const coloured = curves.length > MOST_COLOURED ? curves.filter(outstanding(curves)) : curves;
    const grey = curves.length - coloured.length;
    const pairs = present[0]!.trials.find(({ summary }) => summary !== null)!.summary!.pairs;
    return html`
      <figure>
        ${armKey(coloured.map(({ arm, middle }) => ({ arm, note: noteOf(arm, middle) })))}
        ${atEveryWidth((width) => together(curves, { coloured, axis, levels, width }))}
        <figcaption>
          Mean over ${plural(pairs, 'test pair')}, logarithmic axis without a unit. The key is in the order of the lines
          at α = ½, with their height there. ${grey === 0 ? null : ofColours(grey)}
          ${below.length === 0 ? null : ofThoseBelow(below)} ${real === null ? null : ofReal(real)} ${absent}
        </figcaption>
      </figure>
      <h3>Each arm with its spread over pairs</h3>
      <figure>
        <div class="panels small">${curves.map((curve) => alonePanel(curve, curves, { axis: wide, levels }))}</div>
        <figcaption>
          Highest at α = ½ first. Line: mean over pairs. Band: up to the 95th percentile over pairs; thin line: the
          worst pair. Grey: where the means of the other arms lie${real === null ? '' : '; dashed: real latents'}. α
          across, ‖z − P(z)‖² upwards, one logarithmic axis for
          all.${experiment.record.seeds.length > 1 ? ' Trained arms: averages over their finished seeds.' : null}
        </figcaption>
        ${dataTable('reprojection by α', COLUMNS, curves.flatMap(rowsOf))}
      </figure>
    `;
  },
};

interface Row extends AlphaPoint {
  readonly arm: string;
}

const COLUMNS: readonly DataColumn<Row>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  ALPHA_COLUMN,
  { title: 'mean over pairs', value: ({ mean }) => mean },
  { title: '95th percentile', value: ({ q95 }) => q95 },
  { title: 'worst pair', value: ({ max }) => max },
];

function rowsOf({ arm, points }: Curve): readonly Row[] {
  return points.map((point) => ({ ...point, arm: arm.name }));
}

function ofColours(grey: number): string {
  return (
    'In colour: the baseline, and the lowest at α = ½ of those that keep their diversity, of those that shrunk and ' +
    `of those that collapsed, trained or not. Grey: the ${grey} others; each has its own panel below.`
  );
}

function ofThoseBelow(curves: readonly Curve[]): string {
  const names = curves.map(({ arm }) => arm.name);
  return `Below the axis and drawn at its edge: ${formatList(names)}.`;
}

function ofReal({ reprojection: level, tau }: { readonly reprojection: number; readonly tau: number }): string {
  return (
    `The dashed rule is the level of real held-out latents, ${formatNumber(level)}; ` +
    `95 % of them lie below τ = ${formatNumber(tau)}.`
  );
}

function curveOf(arm: LoadedArm): Curve {
  const points = metricByAlpha(arm, 'reprojection');
  return { arm, points, middle: points[Math.floor(points.length / 2)]!.mean };
}

function noteOf(arm: LoadedArm, middle: number): string {
  const caveat = caveatOf(arm);
  return `${formatNumber(middle)}${caveat === null ? '' : ` (${caveat})`}`;
}

/** The baseline, and of the trained and of the other arms of each collapse status the lowest. */
function outstanding(highestFirst: readonly Curve[]): (curve: Curve) => boolean {
  const kindOf = ({ arm: { trained, collapseStatus } }: Curve): string => `${collapseStatus}, ${trained}`;
  const lowest = new Map(highestFirst.map((curve) => [kindOf(curve), curve]));
  return (curve) => curve.arm.baseline || lowest.get(kindOf(curve)) === curve;
}

/** One axis for all curves, set by those that did not collapse. */
function axisFor(
  curves: readonly Curve[],
  levels: readonly number[],
  values: (point: AlphaPoint) => readonly number[],
): Axis {
  const of = (collapsed: boolean): number[] =>
    curves
      .filter(({ arm }) => (arm.collapseStatus === 'collapsed') === collapsed)
      .flatMap(({ points }) => points.flatMap(values));
  return axisOfArms({ sound: [...of(false), ...levels], collapsed: of(true) }, 'always');
}

interface TogetherOptions {
  readonly coloured: readonly Curve[];
  readonly axis: Axis;
  readonly levels: readonly number[];
  readonly width: number;
}

function together(curves: readonly Curve[], { coloured, axis, levels, width }: TogetherOptions): Html {
  const others = curves.filter((curve) => !coloured.includes(curve));
  return chart(`Mean reprojection by α of ${curves.map(({ arm }) => arm.name).join(', ')}`, {
    width,
    height: isNarrow(width) ? 320 : 400,
    marginLeft: 46,
    marginTop: 30,
    marginRight: 78,
    marginBottom: 36,
    x: { ...ALPHA_AXIS, label: 'α', labelAnchor: 'center', labelArrow: false },
    y: { ...axis, grid: true, label: '‖z − P(z)‖²' },
    marks: [
      Plot.ruleY(levels, { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
      ...others.map(({ points }) =>
        Plot.lineY(points, { x: 'alpha', y: 'mean', stroke: 'var(--baseline)', strokeOpacity: 0.7, strokeWidth: 1 }),
      ),
      ...coloured.map(({ arm, points }) =>
        Plot.lineY(points, {
          x: 'alpha',
          y: 'mean',
          stroke: arm.style.colour,
          strokeWidth: arm.baseline ? 3 : 2.2,
          ...dashOf(arm.style),
        }),
      ),
      Plot.text(levels, { x: 1, y: (level: number) => level, text: () => 'real latents', textAnchor: 'start', dx: 6 }),
    ],
  });
}

function alonePanel(
  curve: Curve,
  curves: readonly Curve[],
  scale: { readonly axis: Axis; readonly levels: readonly number[] },
): Html {
  const { arm, middle } = curve;
  return html`<div class="panel">
    <p class="panel-title">${armName(arm)} <span class="note">${noteOf(arm, middle)}</span></p>
    ${alone(curve, envelopeOf(curves.filter((other) => other !== curve)), scale)}
  </div>`;
}

interface EnvelopePoint {
  readonly alpha: number;
  readonly low: number;
  readonly high: number;
}

/** Least and greatest mean of several curves by α, on the grid of the first. */
function envelopeOf(curves: readonly Curve[]): readonly EnvelopePoint[] {
  return (curves[0]?.points ?? []).map(({ alpha }) => {
    const means = curves.flatMap(({ points }) => points.find((point) => point.alpha === alpha)?.mean ?? []);
    return { alpha, low: Math.min(...means), high: Math.max(...means) };
  });
}

function alone(
  { arm, points }: Curve,
  others: readonly EnvelopePoint[],
  { axis, levels }: { readonly axis: Axis; readonly levels: readonly number[] },
): Html {
  const colour = arm.style.colour;
  return chart(`Reprojection by α of ${arm.name}: mean, 95th percentile and maximum over pairs`, {
    width: 166,
    height: 132,
    marginLeft: 30,
    marginRight: 6,
    marginTop: 8,
    marginBottom: 26,
    style: { fontSize: '11px', overflow: 'visible' },
    x: { ...ALPHA_AXIS, ticks: [0, 0.5, 1], label: null, tickSize: 3 },
    y: {
      ...axis,
      ticks: axis.ticks.length > 4 ? axis.ticks.filter((_, i) => i % 2 === 0) : axis.ticks,
      grid: true,
      label: null,
      tickSize: 3,
    },
    marks: [
      Plot.areaY(others, { x: 'alpha', y1: 'low', y2: 'high', fill: 'currentColor', fillOpacity: 0.09 }),
      Plot.ruleY(levels, { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.6 }),
      Plot.areaY(points, { x: 'alpha', y1: 'mean', y2: 'q95', fill: colour, fillOpacity: 0.22 }),
      Plot.lineY(points, { x: 'alpha', y: 'max', stroke: colour, strokeWidth: 0.8, strokeOpacity: 0.8 }),
      Plot.lineY(points, { x: 'alpha', y: 'mean', stroke: colour, strokeWidth: 2 }),
    ],
  });
}
