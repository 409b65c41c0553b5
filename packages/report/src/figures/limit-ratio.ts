import { budgetChartAtEveryWidth, reachOf, type BudgetCurve } from '../budget-chart.js';
import { ratioAxis } from '../axis.js';
import { html } from '../html.js';
import { budgetCurves, isKnown, limitNotes, sayLast, whereLimit } from '../limit.js';
import { LIMIT_COLUMNS, limitTable } from '../limit-table.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

const { ratio, multiple, objective, seeds, diverged } = LIMIT_COLUMNS;

/** Each arm relative to the reference at the same budget: whether the answer of the smallest budget survives. */
export const limitRatio: FigurePiece = {
  title: 'Does the first answer still hold?',
  about:
    'Each arm’s held-out objective relative to one arm’s at the same budget: below 1 it is better, above 1 it is ' +
    'worse. If a curve reaches 1, the difference at the smallest budget came from too little compute.',
  draw: (experiment) =>
    whereLimit(experiment, (found) => {
      const { reference, budgets } = found.record;
      if (!isKnown(found, (point) => point.ratio))
        return missing(`No ratio yet: no other arm has finished at a budget at which ${reference} has.`);
      const others = budgetCurves(found, (point) => point.ratio).filter(({ name }) => name !== reference);
      const y = ratioAxis(reachOf(others, [1]));
      const own = found.curves.find(({ name }) => name === reference);
      const level: BudgetCurve[] =
        own === undefined
          ? []
          : [
              {
                name: reference,
                style: own.style,
                points: budgets.map((budget) => ({ budget, value: 1, low: 1, high: 1 })),
                lost: [],
              },
            ];
      const curves = [...level, ...others];
      const last = sayLast(others);
      const label = `Held-out objective relative to ${reference} at the same budget, against compute: ${last}`;
      const title = `objective ÷ that of ${reference}`;
      const drawn = budgetChartAtEveryWidth(
        { label, curves, budgets, y, title, rules: [{ at: 1, text: '' }], worse: 'top' },
        { narrow: 340, wide: 400 },
      );
      return html`
        <figure>
          ${drawn}
          <figcaption>
            The reference is ${reference}, at 1 throughout. Ratios are taken within a seed, and their intervals on
            logarithms; both axes are logarithmic. ${limitNotes(found, experiment.record)} In the table, “times the
            compute” is the arm’s budget divided by the one at which ${reference} has the same objective, read along
            its
            curve; a dash where that lies beyond its ends.
          </figcaption>
          ${limitTable(found, [objective, ratio, multiple, seeds, diverged], `ratios to ${reference}`)}
        </figure>
      `;
    }),
};
