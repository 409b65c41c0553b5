import * as Plot from '@observablehq/plot';
import { armKey } from '../arm-key.js';
import { axisOf, axisOfArms, type Axis } from '../axis.js';
import { realLevel } from '../by-alpha.js';
import { atBothWidths, chart, HALO } from '../chart.js';
import { formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import { placeLabels, type PlacedLabel } from '../label-places.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { conditionSentence, splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Spot {
  readonly arm: LoadedArm;
  readonly attraction: Estimate;
  readonly reprojection: Estimate;
}

/** More arms than this have a key too, and on a phone the key alone. */
const MOST_LABELS = 8;
/** Pixels around the plotting area. */
const MARGIN = { left: 46, right: 16, top: 26, bottom: 40 } as const;

/** Reprojection against attraction, every arm and every point of a matrix: what nearness to the manifold costs in distance from the line. */
export const tradeOff: FigurePiece = {
  title: 'Reprojection against attraction',
  about: 'Down is nearer to the learned manifold, left is nearer to the straight line. Arms are fairly compared at one attraction: of two in one column, the lower is better, unless it collapsed.',
  draw({ comparison, arms }) {
    if (comparison === null) return missing('No comparison yet: the trade-off is drawn from it.');
    const rows = new Map(comparison.arms.map((row) => [row.arm, row]));
    const spots = arms.flatMap((arm): Spot[] => {
      const { attraction, reprojection } = rows.get(arm.name)?.metrics ?? {};
      return attraction == null || reprojection == null ? [] : [{ arm, attraction, reprojection }];
    });
    const { absent } = splitByPresence({ arms }, (arm) => spots.some((spot) => spot.arm === arm));
    if (spots.length === 0) return missing('No arm has both numbers yet.', absent);
    const real = realLevel(arms)?.reprojection ?? null;
    return html`
      <figure>
        ${spots.length > MOST_LABELS ? armKey(spots.map(({ arm, attraction, reprojection }) => ({ arm, note: `${formatNumber(attraction.value)}, ${formatNumber(reprojection.value)}` }))) : null}
        ${atBothWidths((width) => scatter(spots, real, width))}
        <figcaption>Filled: trained; hollow: not trained; crossed out: collapsed, and where outside the axes drawn at their edge with its numbers. Bars: ${conditionSentence(comparison)} ${real === null ? null : 'The dashed rule is the level of real held-out latents.'} ${absent}</figcaption>
      </figure>
    `;
  },
};

function scatter(spots: readonly Spot[], real: number | null, width: number): Html {
  const height = width > 500 ? 440 : 360;
  const collapsed = spots.filter(({ arm }) => arm.collapse.length > 0);
  const sound = spots.filter((spot) => !collapsed.includes(spot));
  const y = axisOfArms({ sound: [...sound.map((spot) => spot.reprojection.value), ...(real === null ? [] : [real])], collapsed: collapsed.map((spot) => spot.reprojection.value) });
  const x = axisOf((sound.some((spot) => spot.attraction.value > 0) ? sound : spots).map((spot) => spot.attraction.value), 'never');
  const levels = real === null ? [] : [real];
  const place = (spot: Spot): { x: number; y: number } => ({
    x: MARGIN.left + share(spot.attraction.value, x) * (width - MARGIN.left - MARGIN.right),
    y: height - MARGIN.bottom - share(spot.reprojection.value, y) * (height - MARGIN.top - MARGIN.bottom),
  });
  const labels = placeLabels(
    (width <= 500 && spots.length > MOST_LABELS ? [] : spots).map((spot) => ({ ...place(spot), text: labelOf(spot, x, y) })),
    { width: width - 8, height: height - MARGIN.bottom, character: 6.4, line: 14 },
  );
  const value = (pick: 'attraction' | 'reprojection', end: keyof Estimate) => (spot: Spot) => spot[pick][end];
  const colour = (spot: Spot): string => spot.arm.style.colour;
  const at = { x: value('attraction', 'value'), y: value('reprojection', 'value') };
  return chart(`Reprojection against attraction of ${spots.map(({ arm }) => arm.name).join(', ')}`, {
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: { ...x, grid: true, label: 'attraction ‖z − ẑ‖² →' },
    y: { ...y, grid: true, label: '↑ reprojection ‖z − P(z)‖²' },
    marks: [
      Plot.ruleY(levels, { stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
      ...labels.map((label) => overlayText(label)),
      Plot.link(spots, { x1: value('attraction', 'low'), x2: value('attraction', 'high'), y1: at.y, y2: at.y, stroke: colour, strokeWidth: 1.5, strokeOpacity: 0.7 }),
      Plot.link(spots, { x1: at.x, x2: at.x, y1: value('reprojection', 'low'), y2: value('reprojection', 'high'), stroke: colour, strokeWidth: 1.5, strokeOpacity: 0.7 }),
      Plot.dot(spots, { ...at, r: 5.5, symbol: (spot: Spot) => spot.arm.style.symbol, stroke: colour, strokeWidth: 2, fill: (spot: Spot) => (spot.arm.trained ? colour(spot) : 'var(--card)') }),
      Plot.dot(collapsed, { ...at, r: 8, symbol: 'times', stroke: 'var(--ink)', strokeWidth: 1.6 }),
    ],
  });
}

/** The arm's name; with its numbers where it lies outside the axes, which sound arms set. */
function labelOf({ arm, attraction, reprojection }: Spot, x: Axis, y: Axis): string {
  const inside = attraction.value <= x.domain[1] && reprojection.value >= y.domain[0];
  return inside ? arm.name : `${arm.name} (outside: ${formatNumber(attraction.value)}, ${formatNumber(reprojection.value)})`;
}

/** Text at a place in pixels, over the chart's scales. */
function overlayText({ left, middle, text }: PlacedLabel): Plot.Markish {
  return Plot.text([text], { text: (name: string) => name, frameAnchor: 'top-left', dx: left - MARGIN.left, dy: middle - MARGIN.top, lineAnchor: 'middle', textAnchor: 'start', ...HALO });
}

/** Where a value lies in an axis' domain, 0 … 1. */
function share(value: number, { domain: [low, high], type }: Axis): number {
  const clamped = Math.min(high, Math.max(low, value));
  return type === 'log' ? Math.log(clamped / low) / Math.log(high / low) : (clamped - low) / (high - low);
}
