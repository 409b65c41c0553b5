import type { MetricsRow } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armKey } from '../arm-key.js';
import { axisOf } from '../axis.js';
import { chart, dashOf } from '../chart.js';
import { downsample, type CurvePoint } from '../downsample.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Points of one curve on the page. */
const CURVE_POINTS = 60;
/** From this many arms on, each has a row of its own. */
const ROWS_FROM = 9;

interface Quantity {
  readonly title: string;
  value(row: MetricsRow): number | null;
}

interface Curve {
  readonly arm: LoadedArm;
  readonly points: readonly CurvePoint[];
}

/** Loss terms, the norms of their gradients, and validation, over points trained. */
export const learning: FigurePiece = {
  title: 'How training went',
  about: 'Each loss term apart, and the norm of the gradient that its weighted term sends to the network: where a norm vanishes, that term no longer teaches.',
  draw(experiment) {
    const trained = experiment.arms.filter((arm) => arm.trained);
    if (trained.length === 0) return null;
    const { present, absent } = splitByPresence({ arms: trained }, (arm) => arm.trials.some((trial) => trial.metrics.length > 0));
    if (present.length === 0) return missing('No training steps logged yet.', absent);
    const panels = quantitiesOf(present).map(({ title, value }) => ({ title, curves: curvesOf(present, value) }));
    const furthest = Math.max(...panels.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map((point) => point.x))));
    const inRows = present.length >= ROWS_FROM;
    return html`
      <figure>
        ${inRows ? null : armKey(present.map((arm) => ({ arm, note: null })))}
        <div class="panels">${panels.map(({ title, curves }) => html`<div class="panel"><p class="panel-title">${title}</p>${panel(title, curves, { inRows, furthest })}</div>`)}</div>
        <figcaption>Over points (pair, α) trained on. Logarithmic axes where values spread widely. Each curve is cut into at most ${CURVE_POINTS} runs of logged steps and shows their means.
          ${experiment.record.seeds.length > 1 ? 'One line a seed.' : null} ${absent}</figcaption>
      </figure>
    `;
  },
};

/** What any of the arms logged: loss terms, gradient norms but their sum's, validation metrics. */
function quantitiesOf(arms: readonly LoadedArm[]): readonly Quantity[] {
  const rows = arms.flatMap((arm) => arm.trials.flatMap((trial) => trial.metrics));
  const names = (pick: (row: MetricsRow) => object | null): readonly string[] => [...new Set(rows.flatMap((row) => Object.keys(pick(row) ?? {})))];
  return [
    ...names((row) => row.losses).map((term) => ({ title: `loss: ${term}`, value: (row: MetricsRow) => row.losses[term] ?? null })),
    ...names((row) => row.gradientNorms)
      .filter((term) => term !== 'total')
      .map((term) => ({ title: `gradient norm: ${term}`, value: (row: MetricsRow) => row.gradientNorms[term] ?? null })),
    ...names((row) => row.validation).map((metric) => ({ title: `validation: ${metric}`, value: (row: MetricsRow) => row.validation?.[metric] ?? null })),
  ];
}

function curvesOf(arms: readonly LoadedArm[], value: Quantity['value']): readonly Curve[] {
  return arms.flatMap((arm) =>
    arm.trials.flatMap(({ metrics }) => {
      const points = metrics.flatMap((row) => {
        const y = value(row);
        return y === null ? [] : [{ x: row.points, y }];
      });
      return points.length === 0 ? [] : [{ arm, points: downsample(points, CURVE_POINTS) }];
    }),
  );
}

function panel(title: string, curves: readonly Curve[], { inRows, furthest }: { readonly inRows: boolean; readonly furthest: number }): Html {
  const axis = axisOf(curves.flatMap(({ points }) => points.map((point) => point.y)));
  const names = [...new Set(curves.map(({ arm }) => arm.name))];
  return chart(`${title}, of ${names.join(', ')}`, {
    width: 332,
    height: inRows ? 44 + 78 * names.length : 230,
    marginLeft: 46,
    marginRight: 12,
    marginTop: inRows ? 14 : 8,
    marginBottom: 30,
    x: { domain: [0, furthest], ticks: 4, tickFormat: shortCount, label: null },
    y: { ...axis, ticks: inRows ? axis.ticks.filter((_, i) => i % 2 === 0) : axis.ticks, grid: true, label: null },
    fy: { domain: names, axis: null, padding: inRows ? 0.3 : 0 },
    marks: [
      ...curves.map(({ arm, points }) =>
        Plot.lineY(points, { x: 'x', y: 'y', ...(inRows ? { fy: () => arm.name } : {}), stroke: arm.style.colour, strokeWidth: 1.5, ...dashOf(arm.style) }),
      ),
      ...(inRows ? [Plot.text(names, { text: (name: string) => name, fy: (name: string) => name, frameAnchor: 'top-left', dy: -11, fontSize: 11, fontWeight: 600 })] : []),
    ],
  });
}

/** 500, 20k, 1.5M */
function shortCount(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return value >= 1e3 ? `${Number((value / 1e3).toPrecision(3))}k` : String(value);
}
