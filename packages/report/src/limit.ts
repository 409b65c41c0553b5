import type { EstimateOver, ExperimentRecord, LimitPoint, LimitRecord } from '@latent-paths/core';
import type { BudgetCurve } from './budget-chart.js';
import { formatCount, formatList, formatNumber } from './format.js';
import { html, type Html } from './html.js';
import type { LoadedExperiment } from './load.js';
import { missing } from './missing.js';
import type { ArmStyle } from './palette.js';
import { drawnBySeeds } from './status.js';

/** An arm over its budgets. */
export interface LimitCurve {
  readonly name: string;
  readonly style: ArmStyle;
  readonly points: readonly LimitPoint[];
}

/** What the figures of an experiment whose budget is an axis draw from. */
export interface Limit {
  readonly record: LimitRecord;
  readonly curves: readonly LimitCurve[];
}

/** One figure of a point, or null if it is not known. */
export type PointFigure = (point: LimitPoint) => EstimateOver | null;

/**
 * Draws where the experiment has curves over the budget: null if its budget is no axis or its arms share no
 * objective, and in words why not where they are not made yet.
 */
export function whereLimit({ record, comparison, arms }: LoadedExperiment, draw: (limit: Limit) => Html): Html | null {
  if (record.objective === undefined || record.arms.every(({ curve }) => curve === undefined)) return null;
  if (comparison?.limit === undefined)
    return missing('No curves over the budget yet: they are made when trials are compared.');
  const curves = comparison.limit.curves.flatMap(({ arm: name, points }): LimitCurve[] => {
    const style = arms.find(({ curve }) => curve?.arm === name)?.style;
    return style === undefined ? [] : [{ name, style, points }];
  });
  return draw({ record: comparison.limit, curves });
}

/** Whether any point has the figure. */
export function isKnown({ curves }: Limit, figure: PointFigure): boolean {
  return curves.some(({ points }) => points.some((point) => figure(point) !== null));
}

/** One figure of all curves, as the chart over budgets draws it. */
export function budgetCurves({ curves }: Limit, figure: PointFigure): readonly BudgetCurve[] {
  return curves.map(({ name, style, points }) => ({
    name,
    style,
    points: points.flatMap((point) => {
      const found = figure(point);
      return found === null ? [] : [{ budget: point.budget, value: found.value, low: found.low, high: found.high }];
    }),
    lost: points.flatMap((point) => (point.diverged.length > 0 && figure(point) === null ? [point.budget] : [])),
  }));
}

/** Where each curve ends: `at 281,600 points all-16 0.812, at 1,126,400 points …`. */
export function sayLast(curves: readonly BudgetCurve[]): string {
  const ends = curves.flatMap(({ name, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [`${name} ${formatNumber(last.value)} at ${formatCount(last.budget)} points`];
  });
  return `${ends.join(', ')}.`;
}

/** What bars are over. */
export function barsSentence({ curves }: Limit, { vary }: Pick<ExperimentRecord, 'vary'>): string {
  const objectives = curves.flatMap(({ points }) => points.flatMap(({ objective }) => objective ?? []));
  const overPairs = 'over the test pairs of the only seed';
  const bySeeds = objectives.some(({ over }) => over === 'seeds');
  const mixed = objectives.some(({ over }) => over === 'pairs')
    ? `; where one seed alone has finished, ${overPairs}`
    : '';
  const over = bySeeds ? `over seeds, of which each draws ${drawnBySeeds(vary)}${mixed}` : overPairs;
  return `Bars: 95 % intervals, ${over}.`;
}

/** What bars are over, how arms stand, and where training diverged. */
export function limitNotes(limit: Limit, record: Pick<ExperimentRecord, 'vary'>): Html {
  const lost = limit.curves.flatMap(({ name, points }) =>
    points.flatMap(({ diverged, budget }) =>
      diverged.length === 0 ? [] : [`${name} at ${formatCount(budget)} points (seed ${diverged.join(', ')})`],
    ),
  );
  const ofLost =
    lost.length === 0
      ? null
      : html`<span class="alarm">× Training diverged to numbers that are not finite</span>: ${formatList(lost)}.`;
  const bars = barsSentence(limit, record);
  return html`${bars} Arms are shifted slightly sideways, so that all bars can be seen. ${ofLost}`;
}
