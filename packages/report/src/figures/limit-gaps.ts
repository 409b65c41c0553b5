import type { LimitPoint } from '@latent-paths/core';
import { spanAxis } from '../axis.js';
import { budgetChart, reachOf } from '../budget-chart.js';
import { html } from '../html.js';
import { budgetCurves, isKnown, limitNotes, sayLast, whereLimit } from '../limit.js';
import { LIMIT_COLUMNS, limitTable } from '../limit-table.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

/** What each gap is, and what could mend it. */
const GAPS = {
  alpha: ['The α gap', 'trained pairs: all α minus trained α; more α could close it'],
  pair: ['The pair gap', 'pairs of the pool: never visited minus visited; more pairs could close it'],
  latent: ['The latent gap', 'held-out latents minus latents of the pool; neither could close it'],
} as const satisfies Record<keyof LimitPoint['gaps'], readonly [string, string]>;

const { trained, visited, unvisited, heldOut, alpha, pair, latent, seeds } = LIMIT_COLUMNS;
/** A chart of three beside each other: as wide as a phone shows it unscaled. */
const SIZE = { width: 346, height: 300 } as const;

/** How much of the objective is for want of α, of pairs, and of latents, against compute. */
export const limitGaps: FigurePiece = {
  title: 'What is missing: α, pairs or latents',
  about:
    'The objective on four sets, each less similar to the training than the one before. Each difference is the ' +
    'cost of one kind of new data. A gap of 0 costs nothing; a gap that grows with compute is overfitting.',
  draw: (experiment) =>
    whereLimit(experiment, (found) => {
      const names = (Object.keys(GAPS) as (keyof typeof GAPS)[]).filter((name) =>
        isKnown(found, ({ gaps }) => gaps[name]),
      ); // the literal's own keys
      if (names.length === 0)
        return missing(
          'No gaps: they are measured when a trained arm finishes, if the experiment has evaluation: { gaps: {} }.',
        );
      const panels = names.map((name) => ({ name, curves: budgetCurves(found, ({ gaps }) => gaps[name]) }));
      const y = spanAxis(
        reachOf(
          panels.flatMap(({ curves }) => curves),
          [0],
        ),
      );
      const { budgets } = found.record;
      const columns = [trained, visited, unvisited, heldOut, alpha, pair, latent, seeds];
      return html`
        <figure>
          <div class="panels three">
            ${panels.map(({ name, curves }) => {
              const [title, what] = GAPS[name];
              const label = `${title} against compute, ${what}: ${sayLast(curves)}`;
              const rules = [{ at: 0, text: '' }];
              const drawn = budgetChart({ label, curves, budgets, y, title: '', rules, worse: 'top', ...SIZE });
              return html`<div class="panel">
                <p class="panel-title">${title} <span class="note">${what}</span></p>
                ${drawn}
              </div>`;
            })}
          </div>
          <figcaption>
            Differences of the objective, on one scale for all three; the dashed rule is 0, where nothing is lost.
            ${limitNotes(found, experiment.record)}
          </figcaption>
          ${limitTable(found, columns, 'the four sets and the gaps between them')}
        </figure>
      `;
    }),
};
