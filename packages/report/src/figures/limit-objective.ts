import { axisOf } from '../axis.js';
import { budgetChartAtEveryWidth, reachOf } from '../budget-chart.js';
import { formatNumber } from '../format.js';
import { html } from '../html.js';
import { budgetCurves, isKnown, limitNotes, sayLast, whereLimit } from '../limit.js';
import { LIMIT_COLUMNS, limitTable } from '../limit-table.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

const { objective, steps, pairs, seeds, diverged } = LIMIT_COLUMNS;

/** The held-out objective against compute, between the levels of straight line and oracle. */
export const limitObjective: FigurePiece = {
  title: 'The objective on held-out pairs',
  about:
    'What every arm was trained for, on pairs of latents that no arm has seen: lower is better. A flat curve ' +
    'gains nothing more from compute; a straight one follows a power law.',
  draw: (experiment) =>
    whereLimit(experiment, (found) => {
      if (!isKnown(found, (point) => point.objective)) return missing('No objective yet: no trained arm has finished.');
      const { attraction, budgets, line, solver } = found.record;
      const curves = budgetCurves(found, (point) => point.objective);
      const rules = [
        ...(line === null ? [] : [{ at: line.value, text: `straight line ${formatNumber(line.value)}` }]),
        ...(solver === null
          ? []
          : [{ at: solver.oracle.value, text: `each point solved separately ${formatNumber(solver.oracle.value)}` }]),
      ];
      const y = axisOf(
        reachOf(
          curves,
          rules.map(({ at }) => at),
        ),
        'always',
      );
      const label =
        `Held-out objective against compute, both axes logarithmic, ${rules.map(({ text }) => text).join(', ')}: ` +
        `${sayLast(curves)}`;
      const drawn = budgetChartAtEveryWidth(
        { label, curves, budgets, y, title: 'held-out objective', rules, worse: 'top' },
        { narrow: 360, wide: 440 },
      );
      const ofSolver =
        solver === null
          ? null
          : 'The separately solved points are on fewer pairs and α; there the straight line has ' +
            `${formatNumber(solver.line.value)}.`;
      return html`
        <figure>
          ${drawn}
          <figcaption>
            Mean of ‖z − P(z)‖² + ${attraction}·‖z − ẑ‖² over held-out pairs and α, both axes logarithmic; it has no
            unit. ${ofSolver} ${limitNotes(found, experiment.record)}
          </figcaption>
          ${limitTable(found, [objective, steps, pairs, seeds, diverged], 'held-out objectives')}
        </figure>
      `;
    }),
};
