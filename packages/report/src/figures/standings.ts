import {
  COMPARED_METRICS,
  DIVERSITY_KEPT_FROM,
  type ComparedMetricName,
  type Estimate,
  type RankingMetric,
} from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { realLevel } from '../by-alpha.js';
import { comparedNumbers, NUMBER_COLUMNS } from '../compared-numbers.js';
import { asCsv } from '../data-table.js';
import { formatNumber, formatTick } from '../format.js';
import { groupArms, rankingMetricOf, rankOf, type ArmGroup, type ComparisonRow } from '../groups.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { absenceOf, conditionSentence, finishedShare, STATUS_WORDS } from '../status.js';
import type { FigurePiece } from './figure.js';

/** A column of bars: from 0 to `end`, with a dashed rule where there is a level worth knowing. */
interface Column {
  readonly metric: ComparedMetricName;
  readonly end: number;
  readonly rule: number | null;
}

/** An interval that ends farther out than this many times its value sets no axis. */
const FARTHEST_END = 1.3;
/** Metrics that are distances ‖z − P(z)‖², which real latents have too. */
const REAL_HAVE: readonly ComparedMetricName[] = [
  'reprojection-half',
  'reprojection',
  'reprojection-q95',
  'reprojection-max',
];

/** The experiment's metric beside the diversity that is left, arms in the groups within which they may be ranked. */
export const standings: FigurePiece = {
  title: 'The arms at a glance',
  about:
    'An arm is better if its reprojection falls and its diversity stays. If both fall, its paths have shrunk ' +
    'towards the mean of all pairs, and the lower number does not mean a better path.',
  draw(experiment) {
    const { comparison, record, arms } = experiment;
    if (comparison === null)
      return missing(
        `No comparison yet: it is made when the baseline (${record.baseline}) and one more arm have finished.`,
      );
    const groups = groupArms(experiment);
    const compared = groups.filter(({ id }) => id !== 'absent').flatMap((group) => group.arms);
    const ranking = rankingMetricOf(experiment);
    const first = ranking.name === 'diversity' ? 'reprojection-half' : ranking.name;
    const real = REAL_HAVE.includes(first) ? (realLevel(arms)?.reprojection ?? null) : null;
    const columns: readonly Column[] = [
      { metric: first, end: highest(compared, first, 0) || 1, rule: real },
      { metric: 'diversity', end: highest(compared, 'diversity', 1.05), rule: DIVERSITY_KEPT_FROM },
    ];
    const ofReal =
      real === null ? null : `Dashed in the first column: ${formatNumber(real)}, the level of real held-out latents.`;
    return html`
      <table class="standings">
        <thead>
          <tr>
            <th scope="col">arm</th>
            ${columns.map(({ metric }) => html`<th scope="col">${COMPARED_METRICS[metric].label}</th>`)}
          </tr>
        </thead>
        ${groups.map((group) => groupRows(group, tagsOf(groups, ranking), columns))}
      </table>
      <p class="caption">
        ${conditionSentence(comparison, record.seeds)} ${ranking.goal === 'minimise' ? 'Lowest' : 'Highest'}
        ${COMPARED_METRICS[ranking.name].label} first. Bars begin at 0 and would end at ${formatNumber(columns[0]!.end)}
        and at ${formatNumber(columns[1]!.end)}; the line across a bar’s end is its interval. ${ofReal} Dashed in the
        second: ${formatTick(DIVERSITY_KEPT_FROM)}, the diversity that an arm must keep to be ranked first; the straight
        line’s own is 1. Neither number has a unit.
      </p>
      ${asCsv(
        'the arms at a glance',
        NUMBER_COLUMNS,
        comparedNumbers(
          groups,
          columns.map(({ metric }) => metric),
        ),
      )}
    `;
  },
};

/** Where the longest bar of the arms that did not collapse ends, with its interval unless that is far out. */
function highest(arms: ArmGroup['arms'], metric: ComparedMetricName, least: number): number {
  const reach = ({ value, high }: Estimate): number => Math.min(high, FARTHEST_END * value);
  return arms.reduce(
    (most, { arm, row }) =>
      Math.max(
        most,
        arm.collapseStatus === 'collapsed' || row?.metrics[metric] == null ? 0 : reach(row.metrics[metric]),
      ),
    least,
  );
}

/**
 * What is worth saying of an arm beside its name: what it is, and whether it is the best of those it may be ranked
 * with.
 */
function tagsOf(
  groups: readonly ArmGroup[],
  ranking: RankingMetric,
): (arm: LoadedArm, row: ComparisonRow | undefined) => readonly Html[] {
  const best = (id: ArmGroup['id']) => groups.find((group) => group.id === id)?.arms.find(({ arm }) => arm.trained);
  const [kept, lost] = [best('sound'), best('shrunk')];
  const superlative = ranking.goal === 'minimise' ? 'lowest' : 'highest';
  return (arm, row) => {
    const error = row?.metrics['endpoint-error']?.value ?? 0;
    return [
      ...(arm.baseline ? [html`<small>baseline</small>`] : []),
      ...(arm.trained ? [] : [html`<small>not trained</small>`]),
      ...(arm === kept?.arm
        ? [html`<small class="best">★ ${superlative} of the trained arms that keep their diversity</small>`]
        : []),
      ...(arm === lost?.arm && rankOf(lost.row, ranking) < rankOf(kept?.row, ranking)
        ? [html`<small class="alarm">${superlative} of all trained arms, but only by shrinking</small>`]
        : []),
      ...(error > 0 ? [html`<small>moves the endpoints by ${formatNumber(error)}</small>`] : []),
      ...arm.collapse.map((sign) => html`<small class="alarm">${sign}</small>`),
      ...(arm.status === 'finished' || row === undefined
        ? []
        : [
            html`<small class="alarm"
              >${finishedShare(arm) ?? 'no seed'} finished; the others: ${STATUS_WORDS[arm.status]}</small
            >`,
          ]),
    ];
  };
}

function groupRows(
  { id, title, about, arms }: ArmGroup,
  tags: ReturnType<typeof tagsOf>,
  columns: readonly Column[],
): Html {
  const noneTrained = id === 'sound' && !arms.some(({ arm }) => arm.trained);
  return html`<tbody class="${id}">
    <tr class="group">
      <th scope="rowgroup" colspan="3">${title} <span class="note">${about}</span></th>
    </tr>
    ${
      noneTrained
        ? html`<tr>
            <td class="words alarm" colspan="3">No trained arm does.</td>
          </tr>`
        : null
    }
    ${arms.map(({ arm, row }) => {
      const head = html`<th scope="row">${armName(arm)}${id === 'absent' ? null : tags(arm, row)}</th>`;
      if (id === 'absent' || row === undefined)
        return html`<tr>
          ${head}
          <td class="words" colspan="2">${absenceOf(arm)}</td>
        </tr>`;
      return html`<tr>
        ${head}${columns.map((column) => cell(row.metrics[column.metric] ?? null, arm, column))}
      </tr>`;
    })}
  </tbody>`;
}

function cell(estimate: Estimate | null, { style }: LoadedArm, { end, rule }: Column): Html {
  if (estimate === null) return html`<td class="none">not defined for this path</td>`;
  const at = (value: number): number => Number(((100 * Math.min(end, Math.max(0, value))) / end).toFixed(1));
  return html`<td>
    <b>${formatNumber(estimate.value)}</b> <small>${formatNumber(estimate.low)} – ${formatNumber(estimate.high)}</small>
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="10" fill="var(--hair)" fill-opacity="0.45" />
      <rect width="${at(estimate.value)}" height="10" fill="${style.colour}" />
      <path
        d="M${at(estimate.low)},5H${at(estimate.high)}"
        stroke="var(--ink)"
        stroke-width="2"
        vector-effect="non-scaling-stroke"
      />
      ${
        rule === null
          ? null
          : html`<path
              d="M${at(rule)},0V10"
              stroke="var(--ink)"
              stroke-dasharray="2 2"
              stroke-width="1.4"
              vector-effect="non-scaling-stroke"
            />`
      }
    </svg>
  </td>`;
}
