import { factorsBetween, shortWay, type Factor } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armKey } from '../arm-key.js';
import { spanAxis } from '../axis.js';
import { chart, dashOf } from '../chart.js';
import { ALPHA_COLUMN, dataTable, type DataColumn } from '../data-table.js';
import { formatSome } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import type { TrueImages } from '../load-truth.js';
import type { FigurePiece } from './figure.js';

/** Pairs and arms that are drawn; more would hide each other. */
const MOST_PAIRS = 2;
const MOST_ARMS = 6;

interface Point {
  readonly pair: number;
  readonly factor: string;
  readonly arm: string;
  readonly alpha: number;
  readonly value: number;
  readonly truth: number;
}

/** Factors that are found in the decoded frames by α, beside those of the true path. */
export const factorPaths: FigurePiece = {
  title: 'What the pictures show along the path',
  about:
    'The factors that ground truth finds in the frames, for the first pairs of the film strips. Dashed: the true ' +
    'path. A line that follows it changes that factor as it should; a jump is a cross-fade, which switches from one ' +
    'end to the other.',
  draw({ arms, trueImages }) {
    if (trueImages === null) return null;
    const known = arms.filter(({ frameFactors }) => frameFactors !== null);
    const shown = known.slice(0, MOST_ARMS);
    const pairs = [...trueImages.ends.keys()].filter((pair) => hasAll(shown, pair)).slice(0, MOST_PAIRS);
    if (shown.length === 0 || pairs.length === 0) return null;
    const points = pairs.flatMap((pair) => shown.flatMap((arm) => pointsOf(arm, pair, trueImages)));
    const left = known.slice(MOST_ARMS).map(({ name }) => name);
    return html`<figure>
      ${armKey(shown.map((arm) => ({ arm, note: null })))}
      ${pairs.map(
        (pair) =>
          html`<h3>Pair ${pair}</h3>
            <div class="panels small">
              ${trueImages.factors.map(
                (factor) =>
                  html`<div class="panel">
                    <p class="panel-title">${factor.name}</p>
                    ${panel(factor, shown, ofPanel(points, pair, factor))}
                  </div>`,
              )}
            </div>`,
      )}
      <figcaption>
        α across, the factor upwards, of the true image nearest to each frame. On circles (hue, rotation) values are
        drawn on the turn nearest to the true path, rotation modulo the symmetry of the figure that is found.
        ${left.length === 0 ? null : `Not drawn: ${formatSome(left, 6)}.`}
      </figcaption>
      ${dataTable('factors along the path', COLUMNS, points)}
    </figure>`;
  },
};

const COLUMNS: readonly DataColumn<Point>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'pair', value: ({ pair }) => String(pair) },
  { title: 'factor', value: ({ factor }) => factor },
  ALPHA_COLUMN,
  { title: 'found', value: ({ value }) => value },
  { title: 'true path', value: ({ truth }) => truth },
];

function hasAll(arms: readonly LoadedArm[], pair: number): boolean {
  return arms.every(({ frameFactors }) => frameFactors!.pairs.has(pair));
}

function ofPanel(points: readonly Point[], pair: number, factor: Factor): readonly Point[] {
  return points.filter((point) => point.pair === pair && point.factor === factor.name);
}

function pointsOf({ name, frameFactors }: LoadedArm, pair: number, { factors, ends }: TrueImages): readonly Point[] {
  const { alphas, pairs } = frameFactors!; // asked before
  return alphas.flatMap((alpha, i) => {
    const found = pairs.get(pair)![i]!;
    const truth = factorsBetween(factors, ends.get(pair)!, alpha);
    return factors.map((factor, k): Point => ({
      pair,
      factor: factor.name,
      arm: name,
      alpha,
      value: onTurn(factor, found[k]!, truth[k]!, foldsOf(factors, factor, found)),
      truth: truth[k]!,
    }));
  });
}

/** How many times a turn the same image comes back, for the category that is found. */
function foldsOf(factors: readonly Factor[], factor: Factor, found: readonly number[]): number {
  if (factor.kind !== 'circular' || factor.folds === undefined) return 1;
  const place = factors.findIndex(({ kind }) => kind === 'categorical');
  return factor.folds[found[place]!] ?? 1;
}

/** A value on a circle as the one that is nearest to another; others as they are. */
function onTurn(factor: Factor, value: number, near: number, folds: number): number {
  if (factor.kind !== 'circular') return value;
  if (folds === Infinity) return near;
  return near + shortWay(near, value, (factor.range[1] - factor.range[0]) / folds);
}

function panel(factor: Factor, arms: readonly LoadedArm[], points: readonly Point[]): Html {
  const values = points.flatMap(({ value, truth }) => [value, truth]);
  const isNamed = factor.kind === 'categorical';
  const y = isNamed
    ? {
        domain: [factor.range[0] - 0.3, factor.range[1] + 0.3],
        ticks: factor.categories.map((_, i) => i),
        tickFormat: (i: number) => factor.categories[i] ?? '',
      }
    : spanAxis(values);
  const names = arms.map(({ name }) => name).join(', ');
  const label = `${factor.name} along the path, found in the frames of ${names}, beside the true path`;
  const truth = points.filter(({ arm }) => arm === arms[0]!.name);
  return chart(label, {
    width: 166,
    height: 132,
    marginLeft: isNamed ? 58 : 34,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 26,
    style: { fontSize: '11px', overflow: 'visible' },
    x: {
      domain: [0, 1],
      ticks: [0, 0.5, 1],
      tickFormat: (alpha: number) => (alpha === 0.5 ? '½' : String(alpha)),
      label: null,
      tickSize: 3,
    },
    y: { ...y, grid: true, label: null, tickSize: 3 },
    marks: [
      Plot.lineY(truth, {
        x: 'alpha',
        y: 'truth',
        stroke: 'currentColor',
        strokeWidth: 2.4,
        strokeDasharray: '5 4',
        strokeOpacity: 0.75,
        curve: isNamed ? 'step' : 'linear',
      }),
      ...arms.map(({ name, style }) =>
        Plot.lineY(
          points.filter(({ arm }) => arm === name),
          {
            x: 'alpha',
            y: 'value',
            stroke: style.colour,
            strokeWidth: 1.6,
            curve: isNamed ? 'step' : 'linear',
            ...dashOf(style),
          },
        ),
      ),
    ],
  });
}
