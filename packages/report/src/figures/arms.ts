import { COLLAPSED_BELOW, COMPARED_METRICS, type ComparedMetric, type ComparedMetricName, type ComparisonRecord } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { formatNumber, formatTick } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { conditionSentence, failureOf, STATUS_WORDS } from '../status.js';
import type { FigurePiece } from './figure.js';

type Row = ComparisonRecord['arms'][number];
type Estimate = NonNullable<Row['metrics'][string]>;

// Object.entries widens the keys to string; they are those of the literal in core.
const METRICS = Object.entries(COMPARED_METRICS) as [ComparedMetricName, ComparedMetric][];
const UNDEFINED = 'not defined for this path, or not measured';
const ARROWS = { lower: ['↓', 'lower is better'], higher: ['↑', 'higher is better'] } as const;

/** All arms by all compared metrics, with intervals, ratios to the baseline and collapses. */
export const arms: FigurePiece = {
  title: 'The arms in numbers',
  about: 'Read a row as a whole: a low reprojection beside a low α-sensitivity or diversity is a collapse, not a good path.',
  draw({ comparison, arms, record }) {
    if (comparison === null) return missing(`No comparison yet: it is made once the baseline (${record.baseline}) and one more arm have finished.`);
    const rows = new Map(comparison.arms.map((row) => [row.arm, row]));
    const best = new Map(METRICS.map(([metric, { better }]) => [metric, bestArms(metric, better, arms, rows)]));
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Table of arms"><table class="arms">
        <thead><tr><th scope="col">arm</th>${METRICS.map(heading)}</tr></thead>
        <tbody>${arms.map((arm) => armRow(arm, rows.get(arm.name), best))}</tbody>
      </table></div>
      <p class="caption">${conditionSentence(comparison)} Under each mean its interval; then, after ×, the ratio to ${comparison.baseline} and its interval, paired over the same test pairs.
        <span class="best">★</span> marks the best mean among trained arms that did not collapse; where intervals overlap, the order is not settled.
        Collapsed means α-sensitivity or diversity below ${formatTick(COLLAPSED_BELOW)}. A dash is a number that is not defined for that path, or not measured.</p>
      <dl class="glossary">${METRICS.map(([, { label, about }]) => html`<div><dt>${label}</dt><dd>${about}</dd></div>`)}</dl>
    `;
  },
};

function heading([, { label, about, better }]: readonly [string, ComparedMetric]): Html {
  const [arrow, words] = better === null ? ['', ''] : ARROWS[better];
  return html`<th scope="col" title="${about}">${label}${better === null ? null : html` <span title="${words}" aria-label="${words}">${arrow}</span>`}</th>`;
}

/** The trained, not collapsed arms with the best mean; none where all are equal or the metric has no direction. */
export function bestArms(metric: string, better: ComparedMetric['better'], arms: readonly Pick<LoadedArm, 'name' | 'trained' | 'collapse'>[], rows: ReadonlyMap<string, Row>): readonly string[] {
  if (better === null) return [];
  const candidates = arms
    .filter((arm) => arm.trained && arm.collapse.length === 0)
    .flatMap(({ name }) => {
      const estimate = rows.get(name)?.metrics[metric];
      return estimate == null ? [] : [{ name, value: estimate.value }];
    });
  const values = candidates.map(({ value }) => value);
  const least = better === 'lower' ? Math.min(...values) : Math.max(...values);
  const winners = candidates.filter(({ value }) => value === least);
  return winners.length === candidates.length && winners.length > 1 ? [] : winners.map(({ name }) => name);
}

function armRow(arm: LoadedArm, row: Row | undefined, best: ReadonlyMap<string, readonly string[]>): Html {
  const notes = [
    arm.baseline || !arm.trained ? html`<small>${[...(arm.baseline ? ['baseline'] : []), ...(arm.trained ? [] : ['not trained'])].join(', ')}</small>` : null,
    arm.status === 'finished' || row === undefined ? null : html`<small class="alarm">${STATUS_WORDS[arm.status]}</small>`,
    arm.collapse.length === 0 ? null : html`<small class="alarm">collapsed: ${arm.collapse.join('; ')}</small>`,
  ];
  return html`<tr class="${arm.baseline ? 'baseline' : ''}${arm.collapse.length > 0 ? ' collapsed' : ''}">
    <th scope="row">${armName(arm)}${notes}</th>
    ${row === undefined
      ? html`<td class="words alarm" colspan="${METRICS.length}">${failureOf(arm) ?? (arm.status === 'finished' ? 'finished, but not in the comparison' : STATUS_WORDS[arm.status])}</td>`
      : METRICS.map(([metric]) => cell(row.metrics[metric] ?? null, row.ratios[metric] ?? null, best.get(metric)!.includes(arm.name)))}</tr>`;
}

function cell(estimate: Estimate | null, ratio: Estimate | null, best: boolean): Html {
  if (estimate === null) return html`<td class="none" title="${UNDEFINED}" aria-label="${UNDEFINED}">–</td>`;
  return html`<td${best ? html` class="best"` : null}><b>${formatNumber(estimate.value)}${best ? html`<span title="best among trained arms that did not collapse"> ★</span>` : null}</b>
    <small>${interval(estimate)}</small>${ratio === null ? null : html` <span class="ratio">× ${formatNumber(ratio.value)}</span> <small>${interval(ratio)}</small>`}</td>`;
}

function interval({ low, high }: Estimate): string {
  return `${formatNumber(low)} – ${formatNumber(high)}`;
}
