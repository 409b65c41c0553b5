import * as Plot from '@observablehq/plot';
import { armKey, armName } from '../arm-key.js';
import { axisOf, type Axis } from '../axis.js';
import { metricByAlpha, realLevel, type AlphaPoint } from '../by-alpha.js';
import { atBothWidths, chart, dashOf, HALO } from '../chart.js';
import { formatNumber, plural } from '../format.js';
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
  about: '‖z − P(z)‖² by α. The straight line is farthest from the learned manifold in the middle; an arm that helps lies below it there, and a low flat line may be a collapse.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, (arm) => metricByAlpha(arm, 'reprojection').length > 0);
    if (present.length === 0) return missing('No reprojection by α yet: it is measured when an arm’s evaluation finishes.', absent);
    const curves = present.map((arm) => ({ arm, points: metricByAlpha(arm, 'reprojection') }));
    const real = realLevel(present);
    const levels = real === null ? [] : [real.reprojection];
    const means = curves.flatMap(({ points }) => points.map((point) => point.mean));
    const axis = axisOf([...means, ...levels]);
    const wide = axisOf([...means, ...levels, ...curves.flatMap(({ points }) => points.map((point) => point.max))]);
    const key = curves.map(({ arm, points }) => ({ arm, middle: points[Math.floor(points.length / 2)]!.mean })).sort((a, b) => b.middle - a.middle);
    const pairs = present[0]!.trials.find(({ summary }) => summary !== null)!.summary!.pairs;
    return html`
      <figure>
        ${armKey(key.map(({ arm, middle }) => ({ arm, note: formatNumber(middle) })))}
        ${atBothWidths((width) => together(curves, axis, levels, width))}
        <figcaption>Mean over ${plural(pairs, 'test pair')}${axis.type === 'log' ? ', logarithmic axis' : null}. The key is in the order of the lines at α = ½, with their height there.
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

function together(curves: readonly Curve[], axis: Axis, levels: readonly number[], width: number): Html {
  return chart(`Mean reprojection by α of ${curves.map(({ arm }) => arm.name).join(', ')}`, {
    width,
    height: width > 500 ? 400 : 300,
    marginLeft: 46,
    marginRight: 14,
    x: ALPHA_AXIS,
    y: { ...axis, grid: true, label: '‖z − P(z)‖²' },
    marks: [
      Plot.ruleY(levels, { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
      ...curves.map(({ arm, points }) =>
        Plot.lineY(points, { x: 'alpha', y: 'mean', stroke: arm.style.colour, strokeWidth: arm.baseline ? 3 : 2.2, ...dashOf(arm.style) }),
      ),
      Plot.text(levels, { x: 0.5, y: (level: number) => level, text: () => 'real latents', dy: -7, ...HALO }),
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
