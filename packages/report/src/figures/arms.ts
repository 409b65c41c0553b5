import { COMPARED_METRICS, type ComparedMetric, type ComparedMetricName, type ComparisonRecord } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { COLLAPSED_BELOW, collapseSigns } from '../collapse.js';
import { formatNumber, formatTick } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { conditionSentence, STATUS_WORDS } from '../status.js';
import type { FigurePiece } from './figure.js';

type Row = ComparisonRecord['arms'][number];
type Estimate = NonNullable<Row['metrics'][string]>;

// Object.entries widens the keys to string; they are those of the literal in core.
const METRICS = Object.entries(COMPARED_METRICS) as [ComparedMetricName, ComparedMetric][];
const ARROWS = { lower: ['↓', 'lower is better'], higher: ['↑', 'higher is better'] } as const;

/** All arms by all compared metrics, with intervals, ratios to the baseline and collapses. */
export const arms: FigurePiece = {
  title: 'The arms in numbers',
  about: 'Read a row as a whole: a low reprojection beside a low α-sensitivity or diversity is a collapse, not a good path.',
  draw({ comparison, arms, record }) {
    if (comparison === null) return missing(`No comparison yet: it is made once the baseline (${record.baseline}) and one more arm have finished.`);
    const rows = new Map(comparison.arms.map((row) => [row.arm, row]));
    const best = new Map(METRICS.map(([metric, { better }]) => [metric, bestArm(metric, better, arms, rows)]));
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Table of arms"><table class="arms">
        <thead><tr><th scope="col">arm</th>${METRICS.map(heading)}</tr></thead>
        <tbody>${arms.map((arm) => armRow(arm, rows.get(arm.name), best))}</tbody>
      </table></div>
      <p class="caption">${conditionSentence(comparison)} Under each mean its 95 % interval, then × the ratio to ${comparison.baseline} with its own interval, paired over the same test pairs.
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

/** The trained, not collapsed arm with the best mean; null for a metric without a direction or without such arms. */
export function bestArm(metric: string, better: ComparedMetric['better'], arms: readonly Pick<LoadedArm, 'name' | 'trained'>[], rows: ReadonlyMap<string, Row>): string | null {
  if (better === null) return null;
  const sign = better === 'lower' ? 1 : -1;
  const candidates = arms
    .filter((arm) => arm.trained && signsOf(rows.get(arm.name)).length === 0)
    .flatMap(({ name }) => {
      const estimate = rows.get(name)?.metrics[metric];
      return estimate == null ? [] : [{ name, value: sign * estimate.value }];
    });
  return candidates.sort((a, b) => a.value - b.value)[0]?.name ?? null;
}

export function signsOf(row: Row | undefined): readonly string[] {
  return collapseSigns((metric) => row?.metrics[metric]?.value ?? null);
}

function armRow(arm: LoadedArm, row: Row | undefined, best: ReadonlyMap<string, string | null>): Html {
  const signs = signsOf(row);
  const notes = [
    arm.baseline ? html`<small>baseline</small>` : null,
    arm.trained ? null : html`<small>formula</small>`,
    arm.status === 'finished' ? null : html`<small class="alarm">${STATUS_WORDS[arm.status]}</small>`,
    signs.length === 0 ? null : html`<small class="alarm">collapsed: ${signs.join('; ')}</small>`,
  ];
  return html`<tr class="${arm.baseline ? 'baseline' : ''}${signs.length > 0 ? ' collapsed' : ''}">
    <th scope="row">${armName(arm)}${notes}</th>
    ${METRICS.map(([metric]) => cell(arm, row?.metrics[metric] ?? null, row?.ratios[metric] ?? null, best.get(metric) === arm.name))}</tr>`;
}

function cell(arm: LoadedArm, estimate: Estimate | null, ratio: Estimate | null, best: boolean): Html {
  if (estimate === null) {
    const why = arm.status === 'finished' ? 'not defined for this path, or not measured' : `arm ${STATUS_WORDS[arm.status]}`;
    return html`<td class="none" title="${why}" aria-label="${why}">–</td>`;
  }
  return html`<td${best ? html` class="best"` : null}><b>${formatNumber(estimate.value)}${best ? html`<span title="best among trained arms that did not collapse"> ★</span>` : null}</b>
    <small>${interval(estimate)}</small>${ratio === null ? null : html`<small class="ratio">× ${formatNumber(ratio.value)} ${interval(ratio)}</small>`}</td>`;
}

function interval({ low, high }: Estimate): string {
  return `[${formatNumber(low)}, ${formatNumber(high)}]`;
}
