import * as Plot from '@observablehq/plot';
import { armKey, armName } from '../arm-key.js';
import { axisOfArms, type Axis } from '../axis.js';
import { metricByAlpha, realLevel, type AlphaPoint } from '../by-alpha.js';
import { atBothWidths, chart, dashOf } from '../chart.js';
import { formatList, formatNumber, plural } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

interface Curve {
  readonly arm: LoadedArm;
  readonly points: readonly AlphaPoint[];
}

const ALPHA_AXIS = { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], tickFormat: (alpha: number) => ({ 0: '0', 0.25: '¼', 0.5: '½', 0.75: '¾', 1: '1' })[alpha] ?? '', label: 'α' };

/** ‖z − P(z)‖² along the path: all arms together, then each with its spread over pairs. */
export const reprojection: FigurePiece = {
  title: 'Reprojection along the path',
  about: '‖z − P(z)‖² by α. See where each line lies against the straight line’s and against the level of real latents, most of all in the middle. A low flat line may be a collapse.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, (arm) => metricByAlpha(arm, 'reprojection').length > 0);
    if (present.length === 0) return missing('No reprojection by α yet: it is measured when an arm’s evaluation finishes.', absent);
    const curves = present.map((arm) => ({ arm, points: metricByAlpha(arm, 'reprojection') }));
    const real = realLevel(present);
    const levels = real === null ? [] : [real.reprojection];
    const axis = axisFor(curves, levels, (point) => [point.mean]);
    const wide = axisFor(curves, levels, (point) => [point.mean, point.max]);
    const below = curves.filter(({ points }) => axis.type === 'log' && points.some((point) => point.mean < axis.domain[0]));
    const key = curves.map(({ arm, points }) => ({ arm, middle: points[Math.floor(points.length / 2)]!.mean })).sort((a, b) => b.middle - a.middle);
    const pairs = present[0]!.trials.find(({ summary }) => summary !== null)!.summary!.pairs;
    return html`
      <figure>
        ${armKey(key.map(({ arm, middle }) => ({ arm, note: `${formatNumber(middle)}${arm.collapse.length > 0 ? ' (collapsed)' : ''}` })))}
        ${atBothWidths((width) => together(curves, axis, levels, width))}
        <figcaption>Mean over ${plural(pairs, 'test pair')}${axis.type === 'log' ? ', logarithmic axis' : null}. ${below.length === 0 ? null : `Below the axis and drawn at its edge: ${formatList(below.map(({ arm }) => arm.name))}.`} The key is in the order of the lines at α = ½, with their height there.
          ${real === null ? null : html`The dashed rule is the level of real held-out latents, ${formatNumber(real.reprojection)}; 95 % of them lie below τ = ${formatNumber(real.tau)}.`} ${absent}</figcaption>
      </figure>
      <h3>Each arm with its spread over pairs</h3>
      <figure>
        <div class="panels small">${curves.map((curve) => html`<div class="panel"><p class="panel-title">${armName(curve.arm)}</p>${alone(curve, curves, wide, levels)}</div>`)}</div>
        <figcaption>Line: mean over pairs. Band: up to the 95th percentile over pairs; thin line: the worst pair. Faint lines: the means of the other arms. One axis for all${wide.type === 'log' ? ', logarithmic' : null}.${
          experiment.record.seeds.length > 1 ? ' Trained arms: averages over their finished seeds.' : null
        }</figcaption>
      </figure>
    `;
  },
};

/** One axis for all curves, set by the sound ones. */
function axisFor(curves: readonly Curve[], levels: readonly number[], values: (point: AlphaPoint) => readonly number[]): Axis {
  const of = (collapsed: boolean): number[] => curves.filter(({ arm }) => arm.collapse.length > 0 === collapsed).flatMap(({ points }) => points.flatMap(values));
  return axisOfArms({ sound: [...of(false), ...levels], collapsed: of(true) });
}

function together(curves: readonly Curve[], axis: Axis, levels: readonly number[], width: number): Html {
  return chart(`Mean reprojection by α of ${curves.map(({ arm }) => arm.name).join(', ')}`, {
    width,
    height: width > 500 ? 400 : 300,
    marginLeft: 46,
    marginTop: 30,
    marginRight: 78,
    marginBottom: 36,
    x: { ...ALPHA_AXIS, label: 'α', labelAnchor: 'center', labelArrow: false },
    y: { ...axis, grid: true, label: '‖z − P(z)‖²' },
    marks: [
      Plot.ruleY(levels, { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
      ...curves.map(({ arm, points }) =>
        Plot.lineY(points, { x: 'alpha', y: 'mean', stroke: arm.style.colour, strokeWidth: arm.baseline ? 3 : 2.2, ...dashOf(arm.style) }),
      ),
      Plot.text(levels, { x: 1, y: (level: number) => level, text: () => 'real latents', textAnchor: 'start', dx: 6 }),
    ],
  });
}

function alone({ arm, points }: Curve, curves: readonly Curve[], axis: Axis, levels: readonly number[]): Html {
  const colour = arm.style.colour;
  return chart(`Reprojection by α of ${arm.name}: mean, 95th percentile and maximum over pairs`, {
    width: 236,
    height: 160,
    marginLeft: 44,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 26,
    x: { ...ALPHA_AXIS, ticks: [0, 0.5, 1], label: null },
    y: { ...axis, grid: true, label: null },
    marks: [
      Plot.ruleY(levels, { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.6 }),
      ...curves.filter((other) => other.arm !== arm).map((other) => Plot.lineY(other.points, { x: 'alpha', y: 'mean', stroke: 'currentColor', strokeOpacity: 0.16, strokeWidth: 1 })),
      Plot.areaY(points, { x: 'alpha', y1: 'mean', y2: 'q95', fill: colour, fillOpacity: 0.22 }),
      Plot.lineY(points, { x: 'alpha', y: 'max', stroke: colour, strokeWidth: 0.8, strokeOpacity: 0.8 }),
      Plot.lineY(points, { x: 'alpha', y: 'mean', stroke: colour, strokeWidth: 2.2, ...dashOf(arm.style) }),
    ],
  });
}
