import { COMPARED_METRICS } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { axisOf, spanAxis } from '../axis.js';
import { chart } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { factorialOf, type Factorial, type GridFactor } from '../factorial.js';
import { formatNumber } from '../format.js';
import { rankingMetricOf } from '../groups.js';
import { html, type Html } from '../html.js';
import type { FigurePiece } from './figure.js';

/** An arm at one level of one factor. */
interface Place {
  readonly factor: string;
  readonly level: string;
  readonly arm: string;
  readonly value: number;
}

/** All arms at one level of one factor. */
interface Effect {
  readonly factor: string;
  readonly level: string;
  readonly arms: number;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/** What each setting of a grid changes on average over all others. */
export const mainEffects: FigurePiece = {
  title: 'What each setting changes on average',
  about:
    'Each line averages over all values of the other settings of the grid. A steep line is a setting that matters; ' +
    'dots far from their line say that it depends on the others how much.',
  draw(experiment) {
    const { comparison, arms } = experiment;
    const grid = arms.some(({ curve }) => curve !== undefined) ? null : factorialOf(arms);
    if (grid === null || comparison === null || !isWorthwhile(grid)) return null;
    const { name } = rankingMetricOf(experiment);
    const values = new Map(comparison.arms.map((row) => [row.arm, row.metrics[name]?.value ?? null]));
    const places = grid.factors.flatMap((factor) => placesOf(grid, factor, values));
    const effects = grid.factors.flatMap((factor) => effectsOf(factor, places));
    if (places.length === 0) return null;
    const { label } = COMPARED_METRICS[name];
    const positive = places.every(({ value }) => value > 0);
    const y = positive ? axisOf(places.map(({ value }) => value)) : spanAxis(places.map(({ value }) => value));
    return html`<figure>
      <div class="panels">
        ${grid.factors.map(
          ({ name: factor, levels }) =>
            html`<div class="panel">
              <p class="panel-title">${factor}</p>
              ${panel({ factor, levels, places, effects, y, label })}
            </div>`,
        )}
      </div>
      <figcaption>
        Upwards ${label}, one axis for all; across the values of one setting. Line: mean over the arms that have the
        value; dots: these arms.
      </figcaption>
      ${dataTable('main effects', COLUMNS, effects)}
    </figure>`;
  },
};

const COLUMNS: readonly DataColumn<Effect>[] = [
  { title: 'setting', value: ({ factor }) => factor },
  { title: 'value', value: ({ level }) => level },
  { title: 'arms', value: ({ arms }) => String(arms) },
  { title: 'mean', value: ({ mean }) => mean },
  { title: 'least', value: ({ least }) => least },
  { title: 'greatest', value: ({ most }) => most },
];

/** A grid of one setting with two values is a comparison, which other sections show. */
function isWorthwhile({ factors }: Factorial): boolean {
  return factors.length > 1 || factors.some(({ levels }) => levels.length > 2);
}

function placesOf(
  { points }: Factorial,
  { name: factor }: GridFactor,
  values: ReadonlyMap<string, number | null>,
): readonly Place[] {
  return points.flatMap(({ arm, levels }) => {
    const value = values.get(arm.name) ?? null;
    const isSound = arm.collapseStatus !== 'collapsed';
    return value === null || !isSound ? [] : [{ factor, level: levels.get(factor) ?? '–', arm: arm.name, value }];
  });
}

function effectsOf({ name: factor, levels }: GridFactor, places: readonly Place[]): readonly Effect[] {
  return levels.flatMap((level) => {
    const found = places.filter((place) => place.factor === factor && place.level === level).map(({ value }) => value);
    if (found.length === 0) return [];
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    return [{ factor, level, arms: found.length, mean, least: Math.min(...found), most: Math.max(...found) }];
  });
}

/** `fixed 1000` is 1000 on the axis, for want of room. */
function shortLevel(level: string): string {
  const short = level.replace(/^\S+ (?=\d+$)/, '');
  return short.length > 12 ? `${short.slice(0, 11)}…` : short;
}

interface PanelOptions {
  readonly factor: string;
  readonly levels: readonly string[];
  readonly places: readonly Place[];
  readonly effects: readonly Effect[];
  readonly y: ReturnType<typeof axisOf>;
  readonly label: string;
}

function panel({ factor, levels, places, effects, y, label }: PanelOptions): Html {
  const own = effects.filter((effect) => effect.factor === factor);
  const ends = [own[0], own.at(-1)].flatMap((effect) =>
    effect === undefined ? [] : [`${formatNumber(effect.mean)} at ${effect.level}`],
  );
  const every = Math.ceil(levels.length / 6);
  return chart(`Mean ${label} by ${factor}: ${ends.join(', ')}`, {
    width: 332,
    height: 230,
    marginLeft: 46,
    marginRight: 26,
    marginTop: 12,
    marginBottom: 34,
    x: {
      type: 'point',
      domain: levels,
      ticks: levels.filter((_, i) => i % every === 0),
      tickFormat: (level: string) => shortLevel(level),
      label: null,
    },
    y: { ...y, grid: true, label: null },
    marks: [
      Plot.dot(
        places.filter((place) => place.factor === factor),
        { x: 'level', y: 'value', r: 2.6, fill: 'var(--baseline)', fillOpacity: 0.7, title: ({ arm }: Place) => arm },
      ),
      Plot.lineY(own, { x: 'level', y: 'mean', stroke: 'var(--accent)', strokeWidth: 2.2 }),
      Plot.dot(own, { x: 'level', y: 'mean', fill: 'var(--accent)', symbol: 'square', r: 4 }),
    ],
  });
}
