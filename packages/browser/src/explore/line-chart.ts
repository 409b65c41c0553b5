import { svg } from './elements.js';
import { format, ticksOf } from './numbers.js';

/** A curve over α. */
export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly dash: string | null;
  readonly isChosen: boolean;
  readonly points: readonly (readonly [alpha: number, value: number])[];
}

export interface LineChartOptions {
  /** What a screen reader says. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly curves: readonly Curve[];
  /** Where it does not follow from the values. */
  readonly range?: readonly [low: number, high: number];
  /** Names of whole values, for a factor that has some. */
  readonly categories?: readonly string[];
  /** Whether ends of the range are one: lines do not cross between them. */
  readonly isCircular?: boolean;
}

export interface LineChart {
  readonly element: SVGElement;
  /** Moves the cursor. */
  show(alpha: number): void;
  /** α at a horizontal place on the screen. */
  alphaAt(clientX: number): number;
}

const MARGIN = { left: 40, right: 10, top: 8, bottom: 26 } as const;
/** Pixels of a letter, and between two ticks at the least. */
const LETTER = 6.6;
const TICK = 34;
/** Axes of positive values are logarithmic from this ratio of the greatest to the least on. */
const WIDE = 40;

/** Curves over α with a cursor; the chosen one is thick and lies above the others. */
export function lineChart({
  label,
  width,
  height,
  curves,
  range,
  categories,
  isCircular = false,
}: LineChartOptions): LineChart {
  const values = curves.flatMap(({ points }) => points.map(([, value]) => value));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLogarithmic = range === undefined && least > 0 && most / least > WIDE;
  const [low, high] = range ?? (isLogarithmic ? [least, most] : [0, most > 0 ? most * 1.05 : 1]);
  const scale = isLogarithmic ? Math.log10 : (value: number) => value;
  const left = Math.max(MARGIN.left, 10 + LETTER * Math.max(0, ...(categories ?? []).map((name) => name.length)));
  const inner = { width: width - left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const x = (alpha: number) => left + alpha * inner.width;
  const y = (value: number) =>
    MARGIN.top + inner.height * (1 - (scale(value) - scale(low)) / (scale(high) - scale(low) || 1));
  const ticks =
    categories?.map((_, i) => i) ?? (isLogarithmic ? powers(low, high) : ticksOf(low, high, inner.height / TICK));
  const nameOf = (tick: number) => categories?.[tick] ?? format(tick);
  const cursor = svg('line', { class: 'cursor', y1: MARGIN.top, y2: height - MARGIN.bottom });
  const dots = curves.map(({ colour }) => svg('circle', { r: 3.5, fill: colour, class: 'dot' }));
  const lines = [...curves]
    .sort((a, b) => Number(a.isChosen) - Number(b.isChosen))
    .map(({ colour, dash, isChosen, points }) =>
      svg('path', {
        d: pathOf(points, x, y, isCircular ? (high - low) / 2 : Infinity),
        stroke: colour,
        class: isChosen ? 'curve chosen' : 'curve',
        ...(dash !== null && { 'stroke-dasharray': dash }),
      }),
    );
  const element = svg(
    'svg',
    { role: 'img', 'aria-label': label, width, height, viewBox: `0 0 ${width} ${height}` },
    ...ticks.map((tick) =>
      svg(
        'g',
        { class: 'tick' },
        svg('line', { x1: left, x2: width - MARGIN.right, y1: y(tick), y2: y(tick) }),
        svg('text', { x: left - 6, y: y(tick), dy: '0.32em', 'text-anchor': 'end' }, nameOf(tick)),
      ),
    ),
    ...(inner.width < 200 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((tick) =>
      svg('text', { class: 'tick', x: x(tick), y: height - 8, 'text-anchor': 'middle' }, format(tick)),
    ),
    cursor,
    ...lines,
    ...dots,
  );
  return {
    element,
    show(alpha) {
      cursor.setAttribute('x1', String(x(alpha)));
      cursor.setAttribute('x2', String(x(alpha)));
      dots.forEach((dot, i) => {
        const value = valueAt(curves[i]!.points, alpha);
        dot.setAttribute('visibility', value === null ? 'hidden' : 'visible');
        dot.setAttribute('cx', String(x(alpha)));
        dot.setAttribute('cy', String(y(value ?? low)));
      });
    },
    alphaAt(clientX) {
      const box = element.getBoundingClientRect();
      const at = ((clientX - box.left) * width) / box.width;
      return Math.min(1, Math.max(0, (at - left) / inner.width));
    },
  };
}

/** The value at an α where there is one, or on the line between its neighbours; null outside. */
export function valueAt(points: Curve['points'], alpha: number): number | null {
  const after = points.findIndex(([at]) => at >= alpha - 1e-6);
  if (after < 0) return null;
  const [right, value] = points[after]!;
  if (Math.abs(right - alpha) < 1e-6) return value;
  const before = points[after - 1];
  if (before === undefined) return null;
  const share = (alpha - before[0]) / (right - before[0]);
  return before[1] + share * (value - before[1]);
}

/** A line through points, broken where it would jump by more than `most`. */
function pathOf(
  points: Curve['points'],
  x: (alpha: number) => number,
  y: (value: number) => number,
  most: number,
): string {
  return points
    .map(([alpha, value], i) => {
      const before = points[i - 1];
      const isJoined = before !== undefined && Math.abs(value - before[1]) <= most;
      return `${isJoined ? 'L' : 'M'}${x(alpha).toFixed(1)},${y(value).toFixed(1)}`;
    })
    .join('');
}

/** 1, 2 and 5 times powers of ten within a range; powers alone where these are many. */
function powers(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const within = (all: readonly number[]) => all.filter((value) => value >= low && value <= high);
  const tens = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  const fine = within(tens.flatMap((power) => [power, 2 * power, 5 * power]));
  return fine.length > 6 ? within(tens) : fine;
}
