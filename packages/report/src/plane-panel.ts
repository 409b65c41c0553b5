import * as Plot from '@observablehq/plot';
import { chart, dashOf, HALO } from './chart.js';
import { formatNumber, formatShare, formatTick } from './format.js';
import type { Html } from './html.js';
import { labelMarks, onDot } from './label-marks.js';
import { placeLabels, type Box } from './label-places.js';
import { greatestBulge, type Place, type PlaneView, type PlaneViews, type Way } from './latent-ways.js';
import { pathMark } from './path-mark.js';

/** As wide as a phone shows it unscaled. */
const SIZE = { width: 332, height: 300, left: 54, right: 10, top: 10, bottom: 40 } as const;
const STRAIGHT = { stroke: 'currentColor', strokeDasharray: '5 4', strokeWidth: 1.6 } as const;

interface Domains {
  readonly x: Place;
  readonly y: Place;
}

/** The same domains for all views of a plane, a unit as long across as upwards. */
export function planeDomains({ ground, views }: PlaneViews): Domains {
  const all = [...ground, ...views.flatMap(({ ends, ways }) => [...ends, ...ways.flatMap(({ places }) => places)])];
  const [x, y] = [0, 1].map((side) => all.map((place) => place[side]!));
  const [across, up] = [extentOf(x!), extentOf(y!)];
  const [wide, tall] = [SIZE.width - SIZE.left - SIZE.right, SIZE.height - SIZE.top - SIZE.bottom];
  const unit = 1.06 * Math.max((across[1] - across[0]) / wide, (up[1] - up[0]) / tall, Number.MIN_VALUE);
  return { x: around(across, unit * wide), y: around(up, unit * tall) };
}

/** Ways of one pair through the plane: real latents below, the straight line dashed, ends marked, numbers at α = ½. */
export function planePanel({ ground, share }: PlaneViews, view: PlaneView, domains: Domains): Html {
  const { ends, ways } = view;
  const across = (value: number) => SIZE.left + shareIn(value, domains.x) * (SIZE.width - SIZE.left - SIZE.right);
  const down = (value: number) =>
    SIZE.height - SIZE.bottom - shareIn(value, domains.y) * (SIZE.height - SIZE.top - SIZE.bottom);
  const inside = {
    left: SIZE.left,
    right: SIZE.width - SIZE.right,
    top: SIZE.top,
    bottom: SIZE.height - SIZE.bottom,
  };
  const numbers = ways.map((way) => ({
    x: across(middleOf(way)[0]),
    y: down(middleOf(way)[1]),
    text: String(way.number),
  }));
  const boxAt = ([a, b]: Place, half: number): Box => ({
    left: across(a) - half,
    right: across(a) + half,
    top: down(b) - half,
    bottom: down(b) + half,
  });
  const lines = [alongLine(ends), ...ways.map(({ places }) => places)].flat();
  const obstacles = [...ends.map((end) => boxAt(end, 9)), ...lines.map((place) => boxAt(place, 1.5))];
  const room = { inside, obstacles, reach: 82, character: 7.4, line: 14 };
  const { leaders, texts } = labelMarks(placeLabels(numbers, room) ?? numbers.map(onDot), SIZE);
  const x = (place: Place) => place[0];
  const y = (place: Place) => place[1];
  const named = ends.map((place, i) => ({ place, name: i === 0 ? 'A' : 'B' }));
  return chart(labelOf(view), {
    width: SIZE.width,
    height: SIZE.height,
    marginLeft: SIZE.left,
    marginRight: SIZE.right,
    marginTop: SIZE.top,
    marginBottom: SIZE.bottom,
    x: { ...axis(domains.x), label: `component 1, ${formatShare(share[0])}` },
    y: { ...axis(domains.y), label: `component 2, ${formatShare(share[1])}` },
    marks: [
      pathMark({
        d: ground.map(([a, b]) => `M${across(a).toFixed(1)},${down(b).toFixed(1)}h0`).join(''),
        stroke: 'currentColor',
        'stroke-opacity': '0.2',
        'stroke-width': '3',
        'stroke-linecap': 'round',
      }),
      Plot.line(ends, { x, y, ...STRAIGHT }),
      ...ways.map(({ places, style }) =>
        Plot.line(places, { x, y, stroke: style.colour, strokeWidth: 2, ...dashOf(style) }),
      ),
      ...ways.map((way) =>
        Plot.dot([middleOf(way)], {
          x,
          y,
          fill: way.style.colour,
          symbol: way.style.symbol,
          r: 3.6,
          title: () => way.name,
        }),
      ),
      Plot.dot(ends, { x, y, fill: 'var(--card)', stroke: 'currentColor', strokeWidth: 1.6, r: 7.5 }),
      Plot.text(named, {
        x: ({ place }: { readonly place: Place }) => place[0],
        y: ({ place }: { readonly place: Place }) => place[1],
        text: 'name',
        fill: HALO.fill,
        fontSize: 11,
        fontWeight: 600,
      }),
      ...leaders,
      ...texts,
    ],
  });
}

function labelOf(view: PlaneView): string {
  const far = view.ways.map(({ name, number }) => `${name} ${formatNumber(greatestBulge(view, number))}`);
  const said = far.length === 0 ? 'no other arm' : `farthest from it, in lengths of it: ${far.join(', ')}`;
  return `Pair ${view.pair.pair} between A and B among real latents, the straight line dashed; ${said}`;
}

function alongLine([from, to]: PlaneView['ends']): readonly Place[] {
  return Array.from({ length: 33 }, (_, i): Place => {
    const share = i / 32;
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  });
}

const middleOf = ({ places }: Way): Place => places[Math.floor(places.length / 2)]!;

function axis(domain: Place) {
  return {
    domain,
    ticks: 4,
    tickFormat: formatTick,
    labelAnchor: 'center',
    labelArrow: false,
    tickSize: 3,
  } as const;
}

const shareIn = (value: number, [low, high]: Place): number => (value - low) / (high - low);

function around([low, high]: Place, length: number): Place {
  return [(low + high - length) / 2, (low + high + length) / 2];
}

function extentOf(values: readonly number[]): Place {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
}
