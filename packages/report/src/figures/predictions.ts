import { type EstimateOver, type PredictionFound, type PredictionRecord, plural } from '@latent-paths/core';
import { ratioAxis } from '../axis.js';
import { budgetChart, reachOf, type BudgetCurve } from '../budget-chart.js';
import { asCsv, type DataColumn } from '../data-table.js';
import { formatCount, formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import { barsSentence, sayLast, whereLimit, type Limit } from '../limit.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

const QUANTITIES = { ratio: 'objective ÷', multiple: 'compute ÷' } as const satisfies Record<
  PredictionRecord['quantity'],
  string
>;
const VERDICTS = { stands: 'stands', fails: 'fails', open: 'not judged yet' } as const;
/** As wide as a phone shows it unscaled. */
const SIZE = { width: 346, height: 280 } as const;

interface Stated {
  readonly prediction: PredictionRecord;
  readonly points: PredictionFound['points'];
}

type Point = Stated['points'][number];

/** A budget at which a prediction is judged. */
interface JudgedPoint extends Pick<Point, 'budget' | 'found'>, Pick<Stated, 'prediction'> {
  readonly verdict: NonNullable<Point['verdict']>;
}

const COLUMNS: readonly DataColumn<JudgedPoint>[] = [
  { title: 'prediction', value: ({ prediction }) => prediction.id },
  { title: 'quantity', value: ({ prediction }) => prediction.quantity },
  { title: 'arm', value: ({ prediction }) => prediction.arm },
  { title: 'relative to', value: ({ prediction }) => prediction.against },
  { title: 'points', value: ({ budget }) => budget },
  { title: 'predicted from', value: ({ prediction }) => prediction.least },
  { title: 'to', value: ({ prediction }) => prediction.most },
  { title: 'found', value: ({ found }) => found?.value ?? null },
  { title: 'low', value: ({ found }) => (found === null || found.units < 2 ? null : found.low) },
  { title: 'high', value: ({ found }) => (found === null || found.units < 2 ? null : found.high) },
  { title: 'over', value: ({ found }) => found?.over ?? null },
  { title: 'units', value: ({ found }) => found?.units ?? null },
  { title: 'verdict', value: ({ verdict }) => VERDICTS[verdict] },
];

/**
 * What the experiment's file said of its curves before anything ran, beside the curves: where it failed, and where it
 * stands.
 */
export const predictions: FigurePiece = {
  title: 'What was predicted',
  about:
    'The shaded band is what the experiment’s file predicted before the trainings ran. See where the curve ' +
    'leaves it.',
  draw(experiment) {
    const { predictions: stated = [] } = experiment.record;
    if (stated.length === 0) return null;
    return whereLimit(experiment, (found) => {
      const known = new Map((found.record.predictions ?? []).map(({ id, points }) => [id, points]));
      const all = stated.flatMap((prediction): Stated[] =>
        known.has(prediction.id) ? [{ prediction, points: known.get(prediction.id)! }] : [],
      );
      if (all.length === 0) return missing('Not compared yet: run the experiment again; it repeats no finished trial.');
      return html`
        <figure>
          <div class="panels">${all.map((one) => panel(one, found))}</div>
          <div class="scroll" tabindex="0" role="region" aria-label="Table of predictions">
            <table class="tested">
              <thead>
                <tr>
                  <th scope="col">prediction</th>
                  <th scope="col">points</th>
                  <th scope="col">predicted</th>
                  <th scope="col">found</th>
                  <th scope="col">verdict</th>
                </tr>
              </thead>
              <tbody>
                ${all.flatMap(rows)}
              </tbody>
            </table>
          </div>
          ${asCsv('predictions', COLUMNS, all.flatMap(judgedPoints))}
          <figcaption>
            A prediction fails where the 95 % interval of what was found lies outside of it, and stands where the two
            meet: it is then not refuted. It is not judged where nothing was found, or by one seed without an interval.
            Compute ÷ is how many times the compute of the other an arm takes for the same held-out objective.
            ${barsSentence(found, experiment.record)}
          </figcaption>
        </figure>
      `;
    });
  },
};

function panel({ prediction, points }: Stated, { curves, record: { budgets } }: Limit): Html {
  const { id, arm, against, quantity, least, most } = prediction;
  const style = curves.find(({ name }) => name === arm)?.style;
  const shown = points.flatMap(({ budget, found }) =>
    found === null ? [] : [{ budget, value: found.value, low: found.low, high: found.high }],
  );
  const failed = points.flatMap(({ budget, verdict }) => (verdict === 'fails' ? [budget] : []));
  const where = failed.map(formatCount).join(', ');
  const failure =
    failed.length === 0 ? null : html`<span class="note"><span class="alarm">fails at ${where} points</span></span>`;
  const title = html`<p class="panel-title">${id}: ${prediction.text} ${failure}</p>`;
  if (style === undefined || shown.length === 0)
    return html`<div class="panel">${title}${missing('Nothing was found of it yet.')}</div>`;
  const curve: BudgetCurve = { name: arm, style, points: shown, lost: [] };
  const bounds = [least, most].filter((bound) => bound !== null);
  const y = ratioAxis(
    reachOf([curve], [1, ...bounds, ...bounds.map((bound) => bound * 1.06), ...bounds.map((bound) => bound / 1.06)]),
  );
  const band = {
    low: least ?? y.domain[0],
    high: most ?? y.domain[1],
    budgets: points.flatMap(({ budget, verdict }) => (verdict === null ? [] : [budget])),
  };
  const label = `${id}: predicted ${rangeInWords(prediction)}, found ${sayLast([curve])}`;
  const chart = budgetChart({
    label,
    curves: [curve],
    budgets,
    y,
    title: `${QUANTITIES[quantity]} that of ${against}`,
    rules: [{ at: 1, text: '' }],
    band,
    worse: 'top',
    ...SIZE,
  });
  return html`<div class="panel">${title}${chart}</div>`;
}

function judgedPoints({ prediction, points }: Stated): readonly JudgedPoint[] {
  return points.flatMap(({ budget, found, verdict }) =>
    verdict === null ? [] : [{ prediction, budget, found, verdict }],
  );
}

function rows(stated: Stated): Html[] {
  const asked = judgedPoints(stated);
  return asked.map(({ prediction, budget, found, verdict }, i) => {
    const head =
      i === 0
        ? html`<th scope="rowgroup" rowspan="${asked.length}">
            ${prediction.id}: ${prediction.text}<small
              >${prediction.quantity === 'ratio' ? 'held-out objective' : 'compute for the same held-out objective'} of
              ${prediction.arm}, relative to ${prediction.against}</small
            >
          </th>`
        : null;
    const said = VERDICTS[verdict];
    return html`<tr>
      ${head}
      <td>${formatCount(budget)}</td>
      <td>${rangeInWords(prediction)}</td>
      <td>${found === null ? html`not found` : estimate(found)}</td>
      <td class="words">${verdict === 'fails' ? html`<span class="alarm">${said}</span>` : html`<b>${said}</b>`}</td>
    </tr>`;
  });
}

function estimate({ value, low, high, over, units }: EstimateOver): Html {
  if (units < 2) return html`<b>${formatNumber(value)}</b> <small>one seed</small>`;
  return html`<b>${formatNumber(value)}</b>
    <small
      >${formatNumber(low)} – ${formatNumber(high)}, over
      ${plural(units, over === 'seeds' ? 'seed' : 'test pair')}</small
    >`;
}

/** `1.04`, `at most 4.7`, `0.98 to 1.03` */
function rangeInWords({ least, most }: PredictionRecord): string {
  if (least === null) return `at most ${formatNumber(most!)}`; // one of the two is there
  if (most === null) return `at least ${formatNumber(least)}`;
  return least === most ? formatNumber(least) : `${formatNumber(least)} to ${formatNumber(most)}`;
}
