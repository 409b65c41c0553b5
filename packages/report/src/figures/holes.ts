import { plural } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armName } from '../arm-key.js';
import { shareOf, type Axis } from '../axis.js';
import { chart } from '../chart.js';
import { rampColour } from '../colour-ramp.js';
import { ALPHA_COLUMN, dataTable, type DataColumn } from '../data-table.js';
import { formatNumber, formatTick } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { profileOf, type PairProfile } from '../load-profile.js';
import { missing } from '../missing.js';
import { pngUri } from '../png-uri.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Worst pairs of an arm, and columns of its map. */
const MOST_PAIRS = 12;
const MOST_COLUMNS = 33;
/** Arms past this many have no map of their own. */
const MOST_ARMS = 12;
const SIZE = { width: 332, row: 15, left: 46, right: 52, top: 8, bottom: 40 } as const;

/** The worst of an arm's pairs at one place. */
interface Hole {
  readonly arm: LoadedArm;
  readonly pair: number;
  readonly worst: number;
  /** Where along the path it is. */
  readonly alpha: number;
  readonly values: Float32Array;
}

/** ‖z − P(z)‖² of the worst pairs of each arm by α: where on the path the holes are. */
export const holes: FigurePiece = {
  title: 'The worst holes',
  about:
    'The pairs on which each arm leaves the learned manifold farthest, and where. See whether holes lie in the ' +
    'middle, near an end, or in several places, and whether the same pairs are bad for every arm.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, ({ profile }) => profile !== null);
    if (present.length === 0)
      return missing('No values of single pairs yet: they are written when an arm’s evaluation finishes.', absent);
    const shown = present.slice(0, MOST_ARMS);
    const all = shown.map((arm) => ({ arm, worst: worstOf(arm) }));
    const scale = scaleOf(all.filter(({ arm }) => arm.collapseStatus !== 'collapsed').flatMap(({ worst }) => worst));
    const left = present.length - shown.length;
    return html`<figure>
      <div class="panels">
        ${all.map(
          ({ arm, worst }) =>
            html`<div class="panel">
              <p class="panel-title">${armName(arm)}</p>
              ${map(worst, arm.profile!, scale)}
            </div>`,
        )}
      </div>
      <figcaption>
        ${ramp()} from ${formatNumber(scale.domain[0])} (dark) to ${formatNumber(scale.domain[1])} (bright) or more,
        logarithmic, one scale for all arms. A row is a pair, named on the left, its greatest ‖z − P(z)‖² on the right;
        × marks the α where that is. The ${plural(MOST_PAIRS, 'worst pair')} of each arm, worst first; α across.
        ${left > 0 ? `The ${left} other arms are left out.` : null}
        ${experiment.record.seeds.length > 1 ? 'Of the first seed that has finished.' : null} ${absent}
      </figcaption>
      ${dataTable(
        'the worst holes',
        COLUMNS,
        all.flatMap(({ worst }) => worst),
      )}
    </figure>`;
  },
};

const COLUMNS: readonly DataColumn<Hole>[] = [
  { title: 'arm', value: ({ arm }) => arm.name },
  { title: 'pair', value: ({ pair }) => String(pair) },
  { title: 'greatest reprojection', value: ({ worst }) => worst },
  { ...ALPHA_COLUMN, title: 'at α' },
];

function worstOf(arm: LoadedArm): readonly Hole[] {
  const profile = arm.profile!;
  return profile.pairs
    .map((pair, place): Hole => {
      const values = profileOf(profile, place);
      const worst = values.reduce((a, b) => Math.max(a, b), 0);
      return { arm, pair, worst, alpha: profile.alphas[values.indexOf(worst)] ?? 0, values };
    })
    .sort((a, b) => b.worst - a.worst)
    .slice(0, MOST_PAIRS);
}

/** From the median of what is shown to its greatest, for holes are what is to be seen. */
function scaleOf(worst: readonly Hole[]): Pick<Axis, 'type' | 'domain'> {
  const values = worst.flatMap((hole) => [...hole.values]).filter((value) => value > 0);
  const sorted = values.sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(sorted.length / 10)] ?? 1, sorted.at(-1) ?? 1];
  return { type: 'log', domain: [low, Math.max(high, low * 1.01)] };
}

function map(worst: readonly Hole[], { alphas }: PairProfile, scale: Pick<Axis, 'type' | 'domain'>): Html {
  const every = Math.ceil((alphas.length - 1) / (MOST_COLUMNS - 1));
  const columns = alphas.flatMap((_, i) => (i % every === 0 ? [i] : []));
  const pixels = worst.flatMap(({ values }) =>
    columns.flatMap((i) => rampColour(values[i]! > 0 ? shareOf(values[i]!, scale) : 0)),
  );
  const src = pngUri({
    width: columns.length,
    height: worst.length,
    channels: 3,
    data: Uint8Array.from(pixels),
  });
  const height = SIZE.top + SIZE.bottom + SIZE.row * worst.length;
  const wide = SIZE.width - SIZE.left - SIZE.right;
  const [first] = worst;
  const where = `pair ${first!.pair} has ${formatNumber(first!.worst)} at α = ${formatTick(first!.alpha)}`;
  const label = `Worst pairs of ${first!.arm.name} by α: ${where}`;
  return chart(label, {
    width: SIZE.width,
    height,
    marginLeft: SIZE.left,
    marginRight: SIZE.right,
    marginTop: SIZE.top,
    marginBottom: SIZE.bottom,
    x: {
      domain: [0, 1],
      ticks: [0, 0.25, 0.5, 0.75, 1],
      tickFormat: (alpha: number) => ({ 0.25: '¼', 0.5: '½', 0.75: '¾' })[alpha] ?? String(alpha),
      label: 'α',
      labelAnchor: 'center',
      labelArrow: false,
    },
    y: { type: 'band', domain: worst.map(({ pair }) => pair), padding: 0, label: null, tickSize: 0 },
    marks: [
      Plot.image([src], {
        frameAnchor: 'middle',
        src: (uri: string) => uri,
        width: wide,
        height: SIZE.row * worst.length,
        preserveAspectRatio: 'none',
        imageRendering: 'pixelated',
      }),
      Plot.text(worst, {
        x: 'alpha',
        y: 'pair',
        text: () => '×',
        fill: '#fff',
        stroke: '#000',
        strokeWidth: 2.5,
        fontWeight: 700,
      }),
      Plot.text(worst, {
        frameAnchor: 'right',
        y: 'pair',
        text: ({ worst: value }: Hole) => formatNumber(value),
        textAnchor: 'start',
        dx: 6,
      }),
    ],
  });
}

/** The colours in their order. */
function ramp(): Html {
  const steps = Array.from({ length: 9 }, (_, i) => rampColour(i / 8));
  return html`<svg class="ramp" width="81" height="10" viewBox="0 0 81 10" aria-hidden="true">
    ${steps.map((colour, i) => html`<rect x="${9 * i}" width="9" height="10" fill="rgb(${colour.join(' ')})" />`)}
  </svg>`;
}
