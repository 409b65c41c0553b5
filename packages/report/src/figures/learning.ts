import type { MetricsRow } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armKey, armName } from '../arm-key.js';
import { axisOf, axisOfArms, type Axis } from '../axis.js';
import { chart, dashOf } from '../chart.js';
import { downsample, type CurvePoint } from '../downsample.js';
import { formatCount, formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import { learningTable } from '../learning-table.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { splitByPresence } from '../status.js';
import { titledPanels, trainingPanel } from '../training-panel.js';
import type { FigurePiece } from './figure.js';

/** Points of one curve on the page. */
const CURVE_POINTS = 60;
/** With more arms than this, each has a row of small charts instead of a line among many. */
const MOST_TOGETHER = 8;

interface Quantity {
  readonly title: string;
  value(row: MetricsRow): number | null;
}

interface Curve {
  readonly arm: LoadedArm;
  readonly seed: number | null;
  readonly points: readonly CurvePoint[];
}

/** Loss terms, the norms of their gradients, and validation, over points trained. */
export const learning: FigurePiece = {
  title: 'How training went',
  about:
    'Each loss term separately, and the norm of the gradient that its weighted term sends to the network: if a ' +
    'norm vanishes, that term no longer changes the network.',
  draw(experiment) {
    const trained = experiment.arms.filter((arm) => arm.trained);
    if (trained.length === 0) return null;
    const { present, absent } = splitByPresence({ arms: trained }, (arm) =>
      arm.trials.some((trial) => trial.metrics.length > 0),
    );
    if (present.length === 0) return missing('No training steps logged yet.', absent);
    const quantities = quantitiesOf(present).map(({ title, value }) => ({ title, curves: curvesOf(present, value) }));
    const furthest = Math.max(
      ...quantities.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map((point) => point.x))),
    );
    const inRows = present.length > MOST_TOGETHER;
    const ofAxes = inRows
      ? `Across: points (pair, α) trained on, from 0 to ${formatCount(furthest)}. Under each heading the range ` +
        'of its charts, the same for all arms; values of a collapsed arm outside it are drawn at its edge. ' +
        'Before each chart the last value.'
      : 'Across: points (pair, α) trained on.';
    return html`
      <figure>
        ${
          inRows
            ? rowsTable(present, quantities, furthest)
            : html`${armKey(present.map((arm) => ({ arm, note: null })))}
              ${titledPanels(
                quantities.map(({ title, curves }) => ({ title, drawn: panel(title, curves, furthest) })),
              )}`
        }
        <figcaption>
          ${ofAxes} Losses and norms have no unit. Axes are logarithmic if values spread widely. Each curve is cut into
          at most ${CURVE_POINTS} runs of logged steps and shows their means.
          ${experiment.record.seeds.length > 1 ? 'One line a seed.' : null} ${absent}
        </figcaption>
        ${learningTable(quantities)}
      </figure>
    `;
  },
};

/** What any of the arms logged: loss terms, gradient norms but their sum's, validation metrics. */
function quantitiesOf(arms: readonly LoadedArm[]): readonly Quantity[] {
  const rows = arms.flatMap((arm) => arm.trials.flatMap((trial) => trial.metrics));
  const names = (pick: (row: MetricsRow) => object | null): readonly string[] => [
    ...new Set(rows.flatMap((row) => Object.keys(pick(row) ?? {}))),
  ];
  return [
    ...names((row) => row.losses).map((term) => ({
      title: `loss: ${term}`,
      value: (row: MetricsRow) => row.losses[term] ?? null,
    })),
    ...names((row) => row.gradientNorms)
      .filter((term) => term !== 'total')
      .map((term) => ({
        title: `gradient norm: ${term}`,
        value: (row: MetricsRow) => row.gradientNorms[term] ?? null,
      })),
    ...names((row) => row.validation).map((metric) => ({
      title: `validation: ${metric}`,
      value: (row: MetricsRow) => row.validation?.[metric] ?? null,
    })),
  ];
}

function curvesOf(arms: readonly LoadedArm[], value: Quantity['value']): readonly Curve[] {
  return arms.flatMap((arm) =>
    arm.trials.flatMap(({ metrics, run }) => {
      const points = metrics.flatMap((row) => {
        const y = value(row);
        return y === null ? [] : [{ x: row.points, y }];
      });
      return points.length === 0 ? [] : [{ arm, seed: run?.seed ?? null, points: downsample(points, CURVE_POINTS) }];
    }),
  );
}

function panel(title: string, curves: readonly Curve[], furthest: number): Html {
  const names = [...new Set(curves.map(({ arm }) => arm.name))];
  return trainingPanel({
    label: `${title}, of ${names.join(', ')}`,
    height: 238,
    furthest,
    y: axisOf(valuesOf(curves)),
    marks: curves.map(({ arm, points }) =>
      Plot.lineY(points, { x: 'x', y: 'y', stroke: arm.style.colour, strokeWidth: 1.5, ...dashOf(arm.style) }),
    ),
  });
}

function rangeOf({ domain: [low, high], type }: Axis): string {
  return `${formatNumber(low)} to ${formatNumber(high)}${type === 'log' ? ', logarithmic' : ''}`;
}

interface Titled {
  readonly title: string;
  readonly curves: readonly Curve[];
}

/** A row an arm, a column a quantity. */
function rowsTable(arms: readonly LoadedArm[], quantities: readonly Titled[], furthest: number): Html {
  const of = (curves: readonly Curve[], collapsed: boolean) =>
    valuesOf(curves.filter(({ arm }) => (arm.collapseStatus === 'collapsed') === collapsed));
  const scales = quantities.map(({ title, curves }) => ({
    title,
    curves,
    axis: axisOfArms({ sound: of(curves, false), collapsed: of(curves, true) }),
  }));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Training of each arm">
    <table class="sparks">
      <thead>
        <tr>
          <th scope="col">arm</th>
          ${scales.map(({ title, axis }) => html`<th scope="col">${title}<small>${rangeOf(axis)}</small></th>`)}
        </tr>
      </thead>
      <tbody>
        ${arms.map(
          (arm) =>
            html`<tr>
              <th scope="row">${armName(arm)}</th>
              ${scales.map(({ title, curves, axis }) =>
                spark(
                  title,
                  curves.filter((curve) => curve.arm === arm),
                  { axis, furthest },
                ),
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function spark(
  title: string,
  curves: readonly Curve[],
  { axis, furthest }: { readonly axis: Axis; readonly furthest: number },
): Html {
  if (curves.length === 0) return html`<td class="none">–</td>`;
  const last = curves
    .flatMap(({ points }) => points.at(-1)?.y ?? [])
    .map(formatNumber)
    .join(' / ');
  const drawn = chart(`${title} of ${curves[0]!.arm.name}, last ${last}`, {
    width: 92,
    height: 32,
    margin: 2,
    x: { domain: [0, furthest], axis: null },
    y: { ...axis, axis: null },
    marks: [
      Plot.frame({ stroke: 'var(--hair)' }),
      ...curves.map(({ arm, points }) =>
        Plot.lineY(points, { x: 'x', y: 'y', stroke: arm.style.colour, strokeWidth: 1.6 }),
      ),
    ],
  });
  return html`<td><div>${last} ${drawn}</div></td>`;
}

function valuesOf(curves: readonly Curve[]): readonly number[] {
  return curves.flatMap(({ points }) => points.map((point) => point.y));
}
