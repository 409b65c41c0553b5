import type { MetricsRow } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armKey } from '../arm-key.js';
import { axisOf, spanAxis } from '../axis.js';
import { dashOf } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { downsample, type CurvePoint } from '../downsample.js';
import { formatCount, formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { splitByPresence } from '../status.js';
import { titledPanels, trainingPanel } from '../training-panel.js';
import type { FigurePiece } from './figure.js';

/** Points of one curve on the page. */
const CURVE_POINTS = 60;

interface Quantity {
  readonly title: string;
  value(row: MetricsRow): number;
}

interface Curve {
  readonly title: string;
  readonly arm: LoadedArm;
  readonly points: readonly CurvePoint[];
}

/** What schedules and curricula did, on the axis of the learning curves: weights, α a pair, pairs, learning rate. */
export const trainingSettings: FigurePiece = {
  title: 'What changed during training',
  about:
    'Weights of the loss, α a pair and learning rate as training went on, on the axis of the curves above. See which ' +
    'change of a learning curve begins where a schedule or a curriculum takes a step.',
  draw(experiment) {
    const trained = experiment.arms.filter((arm) => arm.trained);
    const { present, absent } = splitByPresence({ arms: trained }, (arm) => rowsOf(arm).length > 0);
    const quantities = quantitiesOf(present);
    const curves = quantities.flatMap((quantity) => curvesOf(present, quantity));
    if (curves.length === 0) return null;
    const furthest = Math.max(...curves.flatMap(({ points }) => points.map(({ x }) => x)));
    const shown = present.filter((arm) => curves.some((curve) => curve.arm === arm));
    return html`<figure>
      ${armKey(shown.map((arm) => ({ arm, note: null })))}
      ${titledPanels(
        quantities.map(({ title }) => {
          const own = curves.filter((curve) => curve.title === title);
          return { title, drawn: panel(title, own, furthest) };
        }),
      )}
      <figcaption>
        Across: points (pair, α) trained on, as in the curves above. Of the first seed. What stays the same for all arms
        is not drawn; lines that coincide hide each other. ${absent}
      </figcaption>
      ${dataTable('settings during training', COLUMNS, curves)}
    </figure>`;
  },
};

const COLUMNS: readonly DataColumn<Curve>[] = [
  { title: 'arm', value: ({ arm }) => arm.name },
  { title: 'setting', value: ({ title }) => title },
  { title: 'at the start', value: ({ points }) => points[0]!.y },
  { title: 'at the end', value: ({ points }) => points.at(-1)!.y },
  { title: 'points at the end', value: ({ points }) => points.at(-1)!.x },
];

function rowsOf({ trials }: LoadedArm): readonly MetricsRow[] {
  return trials.find(({ metrics }) => metrics.length > 0)?.metrics ?? [];
}

/** Those that are not one number throughout. */
function quantitiesOf(arms: readonly LoadedArm[]): readonly Quantity[] {
  const rows = arms.flatMap(rowsOf);
  const terms = [...new Set(rows.flatMap(({ weights }) => Object.keys(weights)))];
  const all: readonly Quantity[] = [
    ...terms.map((term) => ({
      title: term === 'attraction' ? 'weight λ of attraction' : `weight of ${term}`,
      value: ({ weights }: MetricsRow) => weights[term] ?? 0,
    })),
    { title: 'α a pair', value: ({ alphasPerPair }) => alphasPerPair },
    { title: 'learning rate', value: ({ learningRate }) => learningRate },
  ];
  return all.filter(({ value }) => new Set(rows.map(value)).size > 1);
}

function curvesOf(arms: readonly LoadedArm[], { title, value }: Quantity): readonly Curve[] {
  return arms.flatMap((arm) => {
    const points = rowsOf(arm).map((row) => ({ x: row.points, y: value(row) }));
    return points.length === 0 ? [] : [{ title, arm, points: downsample(points, CURVE_POINTS) }];
  });
}

function panel(title: string, curves: readonly Curve[], furthest: number): Html {
  const values = curves.flatMap(({ points }) => points.map(({ y }) => y));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = `from ${formatNumber(least)} to ${formatNumber(most)} over all arms`;
  const label = `${title} over points trained, to ${formatCount(furthest)}, ${range}`;
  return trainingPanel({
    label,
    height: 200,
    furthest,
    y: least > 0 ? axisOf(values) : spanAxis(values),
    marks: curves.map(({ arm, points }) =>
      Plot.lineY(points, {
        x: 'x',
        y: 'y',
        stroke: arm.style.colour,
        strokeWidth: 1.6,
        curve: 'step-after',
        ...dashOf(arm.style),
      }),
    ),
  });
}
