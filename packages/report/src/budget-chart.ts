import type { Estimate } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { shareOf, type Axis } from './axis.js';
import { atEveryWidth, chart, dashOf, isNarrow } from './chart.js';
import { endLabelMark, placeEndLabels, type EndLabel } from './end-labels.js';
import { formatCount, formatNumber, formatShort } from './format.js';
import type { Html } from './html.js';
import type { ArmStyle } from './palette.js';

/** One figure of one arm over its budgets. */
export interface BudgetCurve {
  readonly name: string;
  readonly style: ArmStyle;
  readonly points: readonly (Estimate & { readonly budget: number })[];
  /** Budgets at which nothing is left to be shown, because training diverged: marked at the edge. */
  readonly lost: readonly number[];
}

export interface BudgetChart {
  /** What a screen reader says. */
  readonly label: string;
  readonly curves: readonly BudgetCurve[];
  /** All budgets, ascending: the ticks. */
  readonly budgets: readonly number[];
  readonly y: Axis;
  readonly title: string;
  /** Levels that curves are compared with, with their names. */
  readonly rules: readonly { readonly at: number; readonly text: string }[];
  /** What is shaded: between two values, over these budgets. */
  readonly band?: { readonly low: number; readonly high: number; readonly budgets: readonly number[] };
  /** Which edge a lost budget is marked at. */
  readonly worse: 'top' | 'bottom';
  readonly width: number;
  readonly height: number;
}

const CHARACTER = 6.8;
/** Characters of a line of a name. */
const [NARROW_NAME, WIDE_NAME] = [13, 24];
/** Pixels between arms at one budget, and between a line's end and its name. */
const APART = 5;
const ROOM = 14;
const TOP = 38;
const BOTTOM = 52;

/** The chart at every width of the page, of one height on a narrow one and another elsewhere. */
export function budgetChartAtEveryWidth(
  content: Omit<BudgetChart, 'width' | 'height'>,
  heights: { readonly narrow: number; readonly wide: number },
): Html {
  return atEveryWidth((width) => {
    const height = isNarrow(width) ? heights.narrow : heights.wide;
    return budgetChart({ ...content, width, height });
  });
}

/**
 * A figure of arms against compute: a line, a marker and a bar of its interval each, distinguished by hue, dash, marker
 * and name.
 */
export function budgetChart({
  label,
  curves,
  budgets,
  y,
  title,
  rules,
  band,
  worse,
  width,
  height,
}: BudgetChart): Html {
  const characters = isNarrow(width) ? NARROW_NAME : WIDE_NAME;
  const longest = Math.max(0, ...curves.map(({ name }) => Math.min(characters, name.length)));
  const margins = { marginLeft: 48, marginRight: ROOM + 6 + CHARACTER * longest, marginTop: TOP, marginBottom: BOTTOM };
  const right = width - margins.marginRight;
  const x = budgetAxis(budgets);
  const across = (budget: number): number => margins.marginLeft + shareOf(budget, x) * (right - margins.marginLeft);
  const down = (value: number): number => height - BOTTOM - shareOf(value, y) * (height - BOTTOM - TOP);
  const shift = (place: number): number => (place - (curves.length - 1) / 2) * APART;
  const within = (value: number): number => Math.min(y.domain[1], Math.max(y.domain[0], value));
  const ends = curves.flatMap(({ name, style, points }, i): EndLabel[] => {
    const last = points.at(-1);
    const isEarly = last !== undefined && last.budget < budgets.at(-1)!;
    return last === undefined
      ? []
      : [{ x: across(last.budget) + shift(i) + 5, y: down(last.value), text: name, colour: style.colour, isEarly }];
  });
  const room = { left: right + ROOM, top: TOP - 8, bottom: height - BOTTOM + 8, characters };
  return chart(label, {
    width,
    height,
    ...margins,
    x: { ...x, axis: null },
    y: { ...y, axis: null },
    marks: [
      // With texts of their own: Plot leaves out those of a logarithmic axis that it finds too many.
      Plot.gridY(y.ticks),
      Plot.axisY(y.ticks, { text: y.tickFormat, label: title === '' ? null : title, labelArrow: false }),
      Plot.axisX(budgets, {
        text: (budget: number) => budgetTick(budget, budgets[0]!),
        label: 'compute: points (pair, α) trained on',
        labelAnchor: 'center',
        labelArrow: false,
        labelOffset: 46,
      }),
      ...(band === undefined ? [] : bandOf(band, within)),
      Plot.ruleY(rules, { y: 'at', stroke: 'currentColor', strokeDasharray: '5 4', strokeOpacity: 0.8 }),
      ...rules
        .filter(({ text }) => text !== '')
        .map(({ at, text }) =>
          Plot.text([at], {
            y: (value: number) => value,
            text: () => text,
            frameAnchor: 'left',
            textAnchor: 'start',
            dx: 4,
            dy: -8,
            stroke: 'var(--paper)',
            strokeWidth: 4,
            fill: 'currentColor',
          }),
        ),
      ...curves.flatMap(({ name, style, points, lost }, i) => {
        const moved = { dx: shift(i), stroke: style.colour };
        const at = { x: 'budget', y: 'value' } as const;
        return [
          Plot.line(points, { ...moved, ...at, strokeWidth: 2, ...dashOf(style) }),
          Plot.link(points, {
            ...moved,
            x1: 'budget',
            x2: 'budget',
            y1: ({ low }: Estimate) => within(low),
            y2: ({ high }: Estimate) => within(high),
            strokeWidth: 1.6,
          }),
          Plot.dot(points, {
            ...at,
            dx: shift(i),
            fill: style.colour,
            symbol: style.symbol,
            r: 4.5,
            title: (point: BudgetCurve['points'][number]) => titleOf(name, point),
          }),
          Plot.text(lost, {
            dx: shift(i),
            x: (budget: number) => budget,
            text: () => '×',
            frameAnchor: worse,
            lineAnchor: 'middle',
            fill: style.colour,
            fontSize: 18,
            fontWeight: 700,
            title: (budget: number) => `${name}, ${formatCount(budget)} points: diverged`,
          }),
        ];
      }),
      endLabelMark(placeEndLabels(ends, room), room),
    ],
  });
}

function titleOf(name: string, { budget, value, low, high }: BudgetCurve['points'][number]): string {
  const interval = `${formatNumber(low)} to ${formatNumber(high)}`;
  return `${name}, ${formatCount(budget)} points: ${formatNumber(value)} (${interval})`;
}

/** What was predicted, over the budgets that it is said of and a little beyond. */
function bandOf(
  { low, high, budgets }: NonNullable<BudgetChart['band']>,
  within: (value: number) => number,
): Plot.Markish[] {
  const [first, last] = [Math.min(...budgets), Math.max(...budgets)];
  const across = { x1: first / 1.25, x2: last * 1.25 };
  if (low === high)
    return [Plot.ruleY([low], { ...across, stroke: 'var(--accent)', strokeWidth: 5, strokeOpacity: 0.45 })];
  return [Plot.rect([0], { ...across, y1: within(low), y2: within(high), fill: 'var(--accent)', fillOpacity: 0.16 })];
}

/** Points, and beneath how many times the smallest budget they are. */
function budgetTick(budget: number, first: number): string {
  return `${formatShort(budget)}\n${Number((budget / first).toPrecision(3))}×`;
}

function budgetAxis(budgets: readonly number[]) {
  return { type: 'log', domain: [budgets[0]! / 1.45, budgets.at(-1)! * 1.45] as const, clamp: true } as const;
}

/** Ends of intervals that lie far beyond all values set no axis: with two seeds they are endless. */
export function reachOf(curves: readonly BudgetCurve[], more: readonly number[]): readonly number[] {
  const values = [...curves.flatMap(({ points }) => points.map(({ value }) => value)), ...more];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const beyond = 0.6 * (high - low || Math.abs(high));
  const ends = curves.flatMap(({ points }) =>
    points.flatMap((point) => [Math.max(low - beyond, point.low), Math.min(high + beyond, point.high)]),
  );
  return [...values, ...ends];
}
