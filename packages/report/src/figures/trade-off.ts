import { DIVERSITY_KEPT_FROM, type Estimate } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armName } from '../arm-key.js';
import { axisOf, axisOfArms, shareOf, type Axis } from '../axis.js';
import { realLevel } from '../by-alpha.js';
import { atEveryWidth, chart, isNarrow } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import { labelMarks, onDot } from '../label-marks.js';
import { placeLabels, type Box, type Label } from '../label-places.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { caveatOf } from '../collapse-status.js';
import { conditionSentence, splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

interface Spot {
  readonly arm: LoadedArm;
  readonly attraction: Estimate;
  readonly reprojection: Estimate;
}

/** Pixels around the plotting area. */
const MARGIN = { left: 46, right: 20, top: 26, bottom: 40 } as const;
/** A bar's end farther out than this many times its value sets no limit of the axis. */
const FARTHEST_END = 1.3;

/**
 * Reprojection against attraction, every arm and every point of a matrix: what nearness to the manifold costs in
 * distance from the line.
 */
export const tradeOff: FigurePiece = {
  title: 'Reprojection against attraction',
  about:
    'Down is nearer to the learned manifold, left is nearer to the straight line. Compare arms at equal ' +
    'attraction: of two in one column, the lower is better, unless it has lost more diversity.',
  draw({ comparison, arms, record }) {
    if (comparison === null) return missing('No comparison yet: the trade-off needs it.');
    const rows = new Map(comparison.arms.map((row) => [row.arm, row]));
    const spots = arms.flatMap((arm): Spot[] => {
      const { attraction, reprojection } = rows.get(arm.name)?.metrics ?? {};
      return attraction == null || reprojection == null ? [] : [{ arm, attraction, reprojection }];
    });
    const { absent } = splitByPresence({ arms }, (arm) => spots.some((spot) => spot.arm === arm));
    if (spots.length === 0) return missing('No arm has both numbers yet.', absent);
    const inColumnOrder = [...spots].sort((a, b) => a.attraction.value - b.attraction.value);
    const real = realLevel(arms)?.reprojection ?? null;
    return html`
      <figure>
        ${atEveryWidth((width) => scatter(inColumnOrder, real, width))}
        <figcaption>
          Filled: trained, and keeps its diversity. Pale: has less than ${DIVERSITY_KEPT_FROM} of the straight line’s.
          Hollow: not trained. Crossed out: collapsed, and where outside the axes drawn at their edge with its numbers.
          Bars, where longer than a dot: ${conditionSentence(comparison, record.seeds)}
          ${real === null ? null : 'The dashed rule is the level of real held-out latents.'} Neither axis has a unit.
          ${absent}
        </figcaption>
        ${dataTable('reprojection against attraction', COLUMNS, inColumnOrder)}
      </figure>
    `;
  },
};

const COLUMNS: readonly DataColumn<Spot>[] = [
  { title: 'arm', value: ({ arm }) => arm.name, cell: ({ arm }) => armName(arm) },
  { title: 'trained', value: ({ arm }) => (arm.trained ? 'yes' : 'no') },
  { title: 'diversity', value: ({ arm }) => (arm.collapseStatus === 'sound' ? 'kept' : arm.collapseStatus) },
  ...(['attraction', 'reprojection'] as const).flatMap((metric): readonly DataColumn<Spot>[] => [
    { title: metric, value: (spot) => spot[metric].value },
    { title: `${metric}, low`, value: (spot) => spot[metric].low },
    { title: `${metric}, high`, value: (spot) => spot[metric].high },
  ]),
];

function scatter(spots: readonly Spot[], real: number | null, width: number): Html {
  const height = isNarrow(width) ? 360 : 440;
  const inside: Box = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const { x, y } = axesOf(spots, real);
  const across = (value: number): number => inside.left + shareOf(value, x) * (inside.right - inside.left);
  const down = (value: number): number => inside.bottom - shareOf(value, y) * (inside.bottom - inside.top);
  const bars = spots.flatMap(({ attraction, reprojection }): Box[] => {
    const at = { x: across(attraction.value), y: down(reprojection.value) };
    return [
      { left: across(attraction.low), right: across(attraction.high), top: at.y - 2, bottom: at.y + 2 },
      { left: at.x - 2, right: at.x + 2, top: down(reprojection.high), bottom: down(reprojection.low) },
    ];
  });
  const rule: Box[] =
    real === null ? [] : [{ left: inside.left, right: inside.right, top: down(real) - 2, bottom: down(real) + 2 }];
  const labels = (text: (spot: Spot, place: number) => string): Label[] =>
    spots.map((spot, i) => ({
      x: across(spot.attraction.value),
      y: down(spot.reprojection.value),
      text: text(spot, i),
    }));
  const room = { inside, obstacles: [...bars, ...rule], reach: 52, character: 6.9, line: 15 };
  const names = placeLabels(
    labels((spot) => labelOf(spot, x, y)),
    room,
  );
  const numbers = labels((_, i) => String(i + 1));
  const places = names ?? placeLabels(numbers, { ...room, reach: 150 }) ?? numbers.map(onDot);
  const { leaders, texts } = labelMarks(places, MARGIN);
  const inX = (value: number): number => within(value, x);
  const inY = (value: number): number => within(value, y);
  const colour = (spot: Spot): string => spot.arm.style.colour;
  const at = { x: (spot: Spot) => spot.attraction.value, y: (spot: Spot) => spot.reprojection.value };
  const dots = { ...at, r: 5.5, symbol: (spot: Spot) => spot.arm.style.symbol };
  const drawn = chart(`Reprojection against attraction of ${spots.map(({ arm }) => arm.name).join(', ')}`, {
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: {
      ...x,
      ticks: isNarrow(width) ? x.ticks.filter((_, i) => i % 2 === 0) : x.ticks,
      grid: true,
      label: 'attraction ‖z − ẑ‖² →',
    },
    y: { ...y, grid: true, label: '↑ reprojection ‖z − P(z)‖²' },
    marks: [
      Plot.ruleY(rule.length > 0 ? [real] : [], { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
      ...leaders,
      Plot.link(spots, {
        x1: (spot: Spot) => inX(spot.attraction.low),
        x2: (spot: Spot) => inX(spot.attraction.high),
        y1: at.y,
        y2: at.y,
        stroke: colour,
        strokeWidth: 1.5,
      }),
      Plot.link(spots, {
        x1: at.x,
        x2: at.x,
        y1: (spot: Spot) => inY(spot.reprojection.low),
        y2: (spot: Spot) => inY(spot.reprojection.high),
        stroke: colour,
        strokeWidth: 1.5,
      }),
      Plot.dot(spots, { ...dots, stroke: colour, strokeWidth: 2, fill: 'var(--card)' }),
      Plot.dot(
        spots.filter(({ arm }) => arm.trained && arm.collapseStatus !== 'shrunk'),
        { ...dots, fill: colour },
      ),
      Plot.dot(
        spots.filter(({ arm }) => arm.trained && arm.collapseStatus === 'shrunk'),
        { ...dots, fill: colour, fillOpacity: 0.25 },
      ),
      Plot.dot(
        spots.filter(({ arm }) => arm.collapseStatus === 'collapsed'),
        { ...at, r: 8, symbol: 'times', stroke: 'var(--ink)', strokeWidth: 1.6 },
      ),
      ...texts,
    ],
  });
  return names === null ? html`${numberedKey(spots)}${drawn}` : drawn;
}

/** Axes set by the sound and the shrunk arms: a collapsed one would squeeze them. */
function axesOf(spots: readonly Spot[], real: number | null): { x: Axis; y: Axis } {
  const [collapsed, others] = [
    spots.filter(({ arm }) => arm.collapseStatus === 'collapsed'),
    spots.filter(({ arm }) => arm.collapseStatus !== 'collapsed'),
  ];
  const reach = ({ value, high }: Estimate): number => Math.min(high, FARTHEST_END * value);
  const y = axisOfArms({
    sound: [
      ...others.flatMap(({ reprojection }) => [reprojection.value, reach(reprojection)]),
      ...(real === null ? [] : [real]),
    ],
    collapsed: collapsed.map(({ reprojection }) => reprojection.value),
  });
  const x = axisOf(
    (others.some(({ attraction }) => attraction.value > 0) ? others : spots).map(({ attraction }) => reach(attraction)),
    'never',
  );
  return { x, y };
}

/** The arm's name; with its numbers where it lies outside the axes, which sound arms set. */
function labelOf({ arm, attraction, reprojection }: Spot, x: Axis, y: Axis): string {
  const inside = attraction.value <= x.domain[1] && reprojection.value >= y.domain[0];
  return inside
    ? arm.name
    : `${arm.name} (outside: ${formatNumber(attraction.value)}, ${formatNumber(reprojection.value)})`;
}

/** Where names have no room, dots are numbered from left to right. */
function numberedKey(spots: readonly Spot[]): Html {
  return html`<ol class="key numbered">
      ${spots.map(({ arm, attraction, reprojection }) => {
        const notes = [
          `${formatNumber(attraction.value)}, ${formatNumber(reprojection.value)}`,
          ...[caveatOf(arm)].filter((caveat) => caveat !== null),
        ];
        return html`<li>${armName(arm)} <span class="note">${notes.join('; ')}</span></li>`;
      })}
    </ol>
    <p class="caption">
      The numbers are next to the dots, from left to right. After each name: its attraction and its reprojection.
    </p>`;
}

function within(value: number, { domain: [low, high] }: Axis): number {
  return Math.min(high, Math.max(low, value));
}
