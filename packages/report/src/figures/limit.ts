import { spanAxis } from '../axis.js';
import { budgetChartAtEveryWidth, reachOf } from '../budget-chart.js';
import { html } from '../html.js';
import { budgetCurves, isKnown, limitNotes, sayLast, whereLimit } from '../limit.js';
import { LIMIT_COLUMNS, limitTable } from '../limit-table.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

const { share, steps, pairs, seeds, diverged } = LIMIT_COLUMNS;

/** Recovered share against compute: what part of the nonlinearity each arm has found. */
export const limit: FigurePiece = {
  title: 'How much of the nonlinearity is recovered',
  about:
    'Recovered share of the held-out objective: 0 is the straight line, 1 is what each point reaches if it is ' +
    'solved separately. Do the curves rise to 1 as training continues? Do they approach each other?',
  draw: (experiment) =>
    whereLimit(experiment, (found) => {
      if (!isKnown(found, (point) => point.share)) {
        return missing(
          'No recovered share: it needs the straight line and an arm that solves each point for the same ' +
            'objective, both finished (path: { kind: direct }, with the λ that training ends with).',
        );
      }
      const curves = budgetCurves(found, (point) => point.share);
      const y = spanAxis(reachOf(curves, [0, 1]));
      const rules = [
        { at: 1, text: `each point solved separately (${found.record.solver?.arm ?? 'oracle'})` },
        { at: 0, text: 'straight line' },
      ];
      const label =
        'Recovered share against compute, 0 the straight line and 1 each point solved separately: ' + sayLast(curves);
      const drawn = budgetChartAtEveryWidth(
        { label, curves, budgets: found.record.budgets, y, title: 'recovered share', rules, worse: 'bottom' },
        { narrow: 360, wide: 440 },
      );
      return html`
        <figure>
          ${drawn}
          <figcaption>
            (L of the line − L) ÷ (L of the line − L of the oracle), L = ‖z − P(z)‖² + ${found.record.attraction}·‖z −
            ẑ‖² over the held-out pairs and α that the oracle was solved on. Logarithmic axis of compute; each point is
            a training of its own, from the start. ${limitNotes(found, experiment.record)}
          </figcaption>
          ${limitTable(found, [share, steps, pairs, seeds, diverged], 'recovered shares')}
        </figure>
      `;
    }),
};
