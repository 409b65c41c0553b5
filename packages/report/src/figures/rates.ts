import type { SelectionRecord } from '@latent-paths/core';
import * as Plot from '@observablehq/plot';
import { armName } from '../arm-key.js';
import { axisOf, shareOf, type Axis } from '../axis.js';
import { chart, dashOf } from '../chart.js';
import { dataTable, type DataColumn } from '../data-table.js';
import { endLabelMark, placeEndLabels } from '../end-labels.js';
import { formatCount, formatList, formatNumber, formatTick } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedExperiment } from '../load.js';
import { missing } from '../missing.js';
import type { ArmStyle } from '../palette.js';
import type { FigurePiece } from './figure.js';

type Tried = SelectionRecord['arms'][number]['tried'][number]['values'][number];

/** One arm at one budget. */
interface RateCurve {
  readonly name: string;
  readonly style: ArmStyle;
  readonly values: readonly Tried[];
  /** The rate that it trains with at this budget. */
  readonly used: number;
}

interface RateRow {
  readonly budget: number;
  readonly curve: RateCurve;
}

interface BudgetRates {
  readonly budget: number;
  readonly curves: readonly RateCurve[];
}

/** As wide as a phone shows it unscaled. */
const SIZE = { width: 346, height: 300 } as const;
const MARGIN = { left: 48, top: 20, bottom: 46, right: 112 } as const;
/** How near a rate is to one that was tried to be taken for it: rates have three digits. */
const SAME = 0.01;

/** The objective on validation latents by learning rate, before anything was trained, and what was chosen. */
export const rates: FigurePiece = {
  title: 'Which learning rates were tried',
  about:
    'Each arm has its own rate. It was chosen on validation latents, before the test latents were scored once. ' +
    'The best rate should lie inside the range that was tried, with worse ones on both sides.',
  draw(experiment) {
    const { selection } = experiment;
    if (selection === null) return null;
    const all = budgetsOf(selection, experiment);
    const shown = all
      .map(({ budget, curves }) => ({ budget, curves: curves.filter(({ values }) => values.some(hasObjective)) }))
      .filter(({ curves }) => curves.length > 0);
    const objectives = shown.flatMap(({ curves }) =>
      curves.flatMap(({ values }) => values.flatMap(({ objective }) => objective ?? [])),
    );
    const x = rateAxis(shown.flatMap(({ curves }) => curves.flatMap(({ values }) => values.map(({ value }) => value))));
    const y = axisOf(objectives, 'always');
    return html`
      <p>${chosenSentence(selection)}</p>
      ${
        shown.length === 0
          ? missing(
              `What was tried is in the results of ${selection.trials}, which are not here: the experiment’s file ` +
                'says what was chosen.',
            )
          : html`<figure>
              <div class="panels">
                ${shown.map(
                  (one) =>
                    html`<div class="panel">
                      <p class="panel-title">With ${formatCount(one.budget)} points</p>
                      ${panel(one, x, y)}
                    </div>`,
                )}
              </div>
              <figcaption>
                Objective on validation pairs, seed ${selection.seed}; both axes are logarithmic. Ringed: what the arm
                trains with, where that was tried. × at the top: training diverged.
              </figcaption>
              ${table(shown)}
            </figure>`
      }
    `;
  },
};

/** Ticks are the rates that were tried. */
function rateAxis(values: readonly number[]): Axis {
  return { ...axisOf(values, 'always'), ticks: [...new Set(values)].sort((a, b) => a - b) };
}

function hasObjective({ objective, diverged }: Tried): boolean {
  return objective !== null || diverged;
}

/** Every budget at which rates were tried, that of the check included. */
function budgetsOf(
  { arms, budgets, exponent, check }: SelectionRecord,
  experiment: Pick<LoadedExperiment, 'arms'>,
): readonly BudgetRates[] {
  const styleOf = (name: string) => experiment.arms.find(({ curve, name: own }) => (curve?.arm ?? own) === name)?.style;
  const curve = (name: string, values: readonly Tried[], used: number): RateCurve[] => {
    const style = styleOf(name);
    return style === undefined ? [] : [{ name, style, values: [...values].sort((a, b) => a.value - b.value), used }];
  };
  const selected = budgets.map((budget) => ({
    budget,
    curves: arms.flatMap(({ arm, tried, chosen }) =>
      tried
        .filter((one) => one.budget === budget)
        .flatMap(({ values }) => curve(arm, values, chosen * (budget / budgets[0]!) ** -exponent)),
    ),
  }));
  if (check === undefined) return selected;
  return [
    ...selected,
    { budget: check.budget, curves: check.arms.flatMap(({ arm, values, predicted }) => curve(arm, values, predicted)) },
  ];
}

function chosenSentence({ key, arms, budgets, exponent, written }: SelectionRecord): string {
  const chosen = formatList(arms.map(({ arm, chosen: rate }) => `${arm} ${formatTick(rate)}`));
  const falls =
    exponent === 0
      ? 'and the same at every larger budget'
      : `falling with the budget C as C^−${formatTick(exponent)}, for all arms alike`;
  return (
    `Chosen for ${key} at ${formatCount(budgets[0]!)} points: ${chosen}, ` +
    `${falls}.${written ? ' The experiment’s file says so.' : ''}`
  );
}

function panel({ budget, curves }: BudgetRates, x: Axis, y: Axis): Html {
  const { width, height } = SIZE;
  const right = width - MARGIN.right;
  const known = ({ values }: RateCurve) =>
    values.flatMap(({ value, objective }) => (objective === null ? [] : [{ value, objective }]));
  const used = (curve: RateCurve) => known(curve).filter(({ value }) => Math.abs(Math.log(value / curve.used)) < SAME);
  const ends = curves.flatMap((curve) => {
    const last = known(curve).at(-1);
    if (last === undefined) return [];
    const at = {
      x: MARGIN.left + shareOf(last.value, x) * (right - MARGIN.left) + 5,
      y: height - MARGIN.bottom - shareOf(last.objective, y) * (height - MARGIN.bottom - MARGIN.top),
    };
    return [{ ...at, text: curve.name, colour: curve.style.colour, isEarly: curve.values.at(-1)!.value > last.value }];
  });
  const room = { left: right + 14, top: MARGIN.top - 8, bottom: height - MARGIN.bottom + 8, characters: 13 };
  const best = curves.map(
    (curve) =>
      `${curve.name} ${
        used(curve)
          .map(({ objective }) => formatNumber(objective))
          .join('') || 'not tried'
      } at ${formatTick(curve.used)}`,
  );
  return chart(
    `Objective on validation pairs by learning rate, with ${formatCount(budget)} points; with the rate that is ` +
      `used: ${best.join(', ')}`,
    {
      width,
      height,
      marginLeft: MARGIN.left,
      marginRight: MARGIN.right,
      marginTop: MARGIN.top,
      marginBottom: MARGIN.bottom,
      x: { type: 'log', domain: x.domain, axis: null },
      y: { type: 'log', domain: y.domain, axis: null },
      marks: [
        Plot.gridY(y.ticks),
        Plot.axisY(y.ticks, { text: y.tickFormat, label: null }),
        Plot.axisX(x.ticks, {
          text: x.tickFormat,
          label: 'learning rate',
          labelAnchor: 'center',
          labelArrow: false,
          labelOffset: 38,
        }),
        ...curves.flatMap((curve) => [
          Plot.line(known(curve), {
            x: 'value',
            y: 'objective',
            stroke: curve.style.colour,
            strokeWidth: 2,
            ...dashOf(curve.style),
          }),
          Plot.dot(known(curve), {
            x: 'value',
            y: 'objective',
            fill: curve.style.colour,
            symbol: curve.style.symbol,
            r: 4,
          }),
          Plot.dot(used(curve), { x: 'value', y: 'objective', stroke: 'currentColor', strokeWidth: 1.5, r: 9 }),
          Plot.text(
            curve.values.filter(({ diverged }) => diverged),
            {
              x: 'value',
              text: () => '×',
              frameAnchor: 'top',
              lineAnchor: 'middle',
              fill: curve.style.colour,
              fontSize: 18,
              fontWeight: 700,
            },
          ),
        ]),
        endLabelMark(placeEndLabels(ends, room), room),
      ],
    },
  );
}

/** A row an arm and budget, a column a rate. */
function table(shown: readonly BudgetRates[]): Html {
  const values = [
    ...new Set(shown.flatMap(({ curves }) => curves.flatMap((curve) => curve.values.map(({ value }) => value)))),
  ].sort((a, b) => a - b);
  const rows = shown.flatMap(({ budget, curves }) => curves.map((curve): RateRow => ({ budget, curve })));
  const columns: readonly DataColumn<RateRow>[] = [
    { title: 'arm', value: ({ curve }) => curve.name, cell: ({ curve }) => armName(curve) },
    { title: 'budget, points', value: ({ budget }) => budget, cell: ({ budget }) => html`${formatCount(budget)}` },
    {
      title: 'used',
      value: ({ curve }) => curve.used,
      cell: ({ curve }) => html`${formatTick(Number(curve.used.toPrecision(3)))}`,
    },
    ...values.map((rate) => rateColumn(rate)),
  ];
  return dataTable('learning rates that were tried', columns, rows);
}

function rateColumn(rate: number): DataColumn<RateRow> {
  const value = ({ curve: { values } }: RateRow) => {
    const tried = values.find((one) => one.value === rate);
    return tried?.diverged === true ? 'diverged' : (tried?.objective ?? null);
  };
  const cell = (row: RateRow) => {
    const found = value(row);
    if (found === null) return null;
    return typeof found === 'string' ? html`<span class="alarm">${found}</span>` : html`${formatNumber(found)}`;
  };
  return { title: formatTick(rate), value, cell };
}
