import { svg } from './elements.js';

type Point = readonly [number, number];

/** An arm's way through the plane, a point a column. */
interface PlaneCurve {
  readonly colour: string;
  readonly dash: string | null;
  readonly isChosen: boolean;
  readonly points: readonly Point[];
}

export interface PlaneChartOptions {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly ground: readonly Point[];
  readonly curves: readonly PlaneCurve[];
}

export interface PlaneChart {
  readonly element: SVGElement;
  /** Moves the dots to a column. */
  show(column: number): void;
}

const MARGIN = 12;

/** Ways through a plane of latents, real ones faint below, the straight line between the ends dashed. */
export function planeChart({ label, width, height, ground, curves }: PlaneChartOptions): PlaneChart {
  const all = [...ground, ...curves.flatMap(({ points }) => points)];
  const [left, right] = extent(all.map(([first]) => first));
  const [bottom, top] = extent(all.map(([, second]) => second));
  // one scale for both axes: lengths are lengths
  const scale = Math.min((width - 2 * MARGIN) / (right - left || 1), (height - 2 * MARGIN) / (top - bottom || 1));
  const x = (value: number) => width / 2 + (value - (left + right) / 2) * scale;
  const y = (value: number) => height / 2 - (value - (bottom + top) / 2) * scale;
  const ends = curves[0] && [curves[0].points[0]!, curves[0].points.at(-1)!];
  const dots = curves.map(({ colour, isChosen }) =>
    svg('circle', { r: isChosen ? 5 : 3.5, fill: colour, class: 'dot' }),
  );
  const element = svg(
    'svg',
    { role: 'img', 'aria-label': label, width, height, viewBox: `0 0 ${width} ${height}` },
    svg('path', { class: 'ground', d: ground.map(([a, b]) => `M${x(a).toFixed(1)},${y(b).toFixed(1)}h0`).join('') }),
    ...(ends === undefined
      ? []
      : [
          svg('path', {
            class: 'straight',
            d: `M${ends.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join('L')}`,
          }),
          ...ends.map(([a, b], i) =>
            svg('text', { class: 'end', x: x(a), y: y(b) - 9, 'text-anchor': 'middle' }, i === 0 ? 'A' : 'B'),
          ),
        ]),
    ...[...curves]
      .sort((a, b) => Number(a.isChosen) - Number(b.isChosen))
      .map(({ colour, dash, isChosen, points }) =>
        svg('path', {
          class: isChosen ? 'curve chosen' : 'curve',
          stroke: colour,
          d: points.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(''),
          ...(dash !== null && { 'stroke-dasharray': dash }),
        }),
      ),
    ...dots,
  );
  return {
    element,
    show: (column) =>
      dots.forEach((dot, i) => {
        const [a, b] = curves[i]!.points[column]!;
        dot.setAttribute('cx', String(x(a)));
        dot.setAttribute('cy', String(y(b)));
      }),
  };
}

function extent(values: readonly number[]): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
}
