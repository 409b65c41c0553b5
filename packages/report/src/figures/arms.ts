import {
  COLLAPSED_BELOW,
  COMPARED_METRICS,
  DIVERSITY_KEPT_FROM,
  isOfTruth,
  type ComparedMetric,
  type ComparedMetricName,
  type Estimate,
} from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { bestArms } from '../best-arms.js';
import { asCsv } from '../data-table.js';
import { comparedNumbers, NUMBER_COLUMNS } from '../compared-numbers.js';
import { formatNumber, formatTick } from '../format.js';
import { groupArms, type ArmGroup, type ComparisonRow } from '../groups.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { absenceOf, conditionSentence, STATUS_WORDS } from '../status.js';
import type { FigurePiece } from './figure.js';

// Object.entries widens the keys to string; they are those of the literal in core.
const METRICS = Object.entries(COMPARED_METRICS) as Column[];
const UNDEFINED = 'not defined for this path, or not measured';
const ARROWS = { lower: ['↓', 'lower is better'], higher: ['↑', 'higher is better'] } as const;

type Column = [ComparedMetricName, ComparedMetric];
type Best = ReadonlyMap<ComparedMetricName, readonly string[]>;

/**
 * All arms by all compared metrics, with intervals and ratios to the baseline, in the groups within which they may be
 * ranked.
 */
export const arms: FigurePiece = {
  title: 'The arms in numbers',
  about:
    'Read a row as a whole: a low reprojection with a low α-sensitivity or diversity is a collapse, not a good path.',
  draw(experiment) {
    const { comparison, record } = experiment;
    if (comparison === null)
      return missing(
        `No comparison yet: it is made when the baseline (${record.baseline}) and one more arm have finished.`,
      );
    const groups = groupArms(experiment);
    const ranked = groups.find(({ id }) => id === 'sound')?.arms ?? [];
    // Ground truth has columns only where the images' factors are known, optional metrics where some arm has one; the
    // others always have theirs.
    const isKnown = (metric: ComparedMetricName) => comparison.arms.some(({ metrics }) => metrics[metric] != null);
    const columns = METRICS.filter(
      ([metric, { optional = false }]) => (!isOfTruth(metric) && !optional) || isKnown(metric),
    );
    const { truth } = comparison;
    const firstOfTruth = COMPARED_METRICS['true-distance-half'].label;
    const ofTruth = truth === undefined ? null : ` The columns from ${firstOfTruth} on use ground truth.`;
    const best: Best = new Map(columns.map(([metric, { better }]) => [metric, bestArms(metric, better, ranked)]));
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Table of arms">
        <table class="arms">
          <thead>
            <tr>
              <th scope="col">arm</th>
              ${columns.map(heading)}
            </tr>
          </thead>
          ${groups.filter((group) => group.arms.length > 0).map((group) => groupRows(group, { best, columns }))}
        </table>
      </div>
      <p class="caption">
        ${conditionSentence(comparison, record.seeds)} Under each mean its interval; then, after ×, the ratio to
        ${comparison.baseline} and its interval, paired over the same test pairs, where one direction is better and the
        arm has not collapsed. Where a row says on how few pairs it is scored, so is its ratio.${ofTruth}
        <span class="best">★</span> marks the best mean among the trained arms that keep their diversity
        (${formatTick(DIVERSITY_KEPT_FROM)} of the straight line’s, or more); where intervals overlap, the order is not
        settled. Collapsed means α-sensitivity or diversity below ${formatTick(COLLAPSED_BELOW)}. A dash is a number
        that is not defined for that path, or not measured. Latents, and so the numbers that come from their distances,
        have no unit.
      </p>
      ${asCsv(
        'the arms in numbers',
        NUMBER_COLUMNS,
        comparedNumbers(
          groups,
          columns.map(([metric]) => metric),
        ),
      )}
      <dl class="glossary">
        ${columns.map(
          ([, { label, about }]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${about}</dd>
            </div>`,
        )}
      </dl>
    `;
  },
};

function heading([, { label, about, better }]: readonly [string, ComparedMetric]): Html {
  const [arrow, words] = better === null ? ['', ''] : ARROWS[better];
  return html`<th scope="col" title="${about}">
    ${label}${better === null ? null : html`  <span title="${words}" role="img" aria-label="${words}">${arrow}</span>`}
  </th>`;
}

interface Layout {
  readonly best: Best;
  readonly columns: readonly Column[];
}

function groupRows({ id, title, about, arms: members }: ArmGroup, layout: Layout): Html {
  return html`<tbody class="${id}">
    <tr class="group">
      <th scope="rowgroup" colspan="${layout.columns.length + 1}">
        <span>${title} <span class="note">${about}</span></span>
      </th>
    </tr>
    ${members.map(({ arm, row }) => armRow(arm, row, { id, ...layout }))}
  </tbody>`;
}

function armRow(
  arm: LoadedArm,
  row: ComparisonRow | undefined,
  { id, best, columns }: Layout & { readonly id: ArmGroup['id'] },
): Html {
  const notes = [
    arm.baseline || !arm.trained
      ? html`<small
          >${[...(arm.baseline ? ['baseline'] : []), ...(arm.trained ? [] : ['not trained'])].join(', ')}</small
        >`
      : null,
    row?.on === undefined ? null : html`<small>on ${row.on.pairs} pairs × ${row.on.alphas} α</small>`,
    arm.status === 'finished' || row === undefined
      ? null
      : html`<small class="alarm">${STATUS_WORDS[arm.status]}</small>`,
    arm.collapse.length === 0 ? null : html`<small class="alarm">collapsed: ${arm.collapse.join('; ')}</small>`,
  ];
  return html`<tr>
    <th scope="row">${armName(arm)}${notes}</th>
    ${
      row === undefined || id === 'absent'
        ? html`<td class="words alarm" colspan="${columns.length}">${absenceOf(arm)}</td>`
        : columns.map(([metric, { better }]) =>
            cell(
              row.metrics[metric] ?? null,
              better === null || id === 'collapsed' ? null : (row.ratios[metric] ?? null),
              best.get(metric)!.includes(arm.name),
            ),
          )
    }
  </tr>`;
}

function cell(estimate: Estimate | null, ratio: Estimate | null, best: boolean): Html {
  if (estimate === null)
    return html`<td class="none" title="${UNDEFINED}"><span role="img" aria-label="${UNDEFINED}">–</span></td>`;
  const name = best ? html` class="best"` : null;
  const star = best ? html`<span title="best among trained arms that keep their diversity"> ★</span>` : null;
  const times =
    ratio === null
      ? null
      : html` <span class="ratio">× ${formatNumber(ratio.value)}</span> <small>${interval(ratio)}</small>`;
  return html`<td${name}><b>${formatNumber(estimate.value)}${star}</b>
    <small>${interval(estimate)}</small>${times}</td>`;
}

function interval({ low, high }: Estimate): string {
  return `${formatNumber(low)} – ${formatNumber(high)}`;
}
