import { COMPARED_METRICS, type Estimate } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { caveatOf } from '../collapse-status.js';
import { groupArms, rankingMetricOf } from '../groups.js';
import { formatCount, formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm, LoadedExperiment } from '../load.js';
import { standsAtLargest } from './limit-sentence.js';
import { twoDigits } from './two-digits.js';

interface Ranked {
  readonly arm: Pick<LoadedArm, 'name' | 'style'>;
  readonly estimate: Estimate;
  /** What is to be known of it beside its number. */
  readonly note: string | null;
}

/** Arms past this many are folded away. */
const SHOWN = 8;
const NOTES = { sound: null, shrunk: 'shrunk', collapsed: 'collapsed', absent: null } as const;

/** The arms in the order of the experiment's metric, with two digits; their intervals are on the line below. */
export function ranking(experiment: LoadedExperiment): Html | null {
  const { by, ranked } = rankedOf(experiment);
  if (ranked.length === 0) return null;
  const items = ranked.map(
    ({ arm, estimate, note }) =>
      html`<li>
        ${armName(arm)} <b>${twoDigits(estimate.value)}</b>${note === null ? null : html` <small>${note}</small>`}
      </li>`,
  );
  const intervals = ranked.map(
    ({ arm, estimate: { low, high } }) => `${arm.name} ${formatNumber(low)} to ${formatNumber(high)}`,
  );
  return html`
    <p class="ranking-title">Ranking by ${by}</p>
    <ol class="ranking">
      ${items.slice(0, SHOWN)}
    </ol>
    ${
      items.length <= SHOWN
        ? null
        : html`<details>
            <summary>${items.length - SHOWN} more</summary>
            <ol class="ranking" start="${SHOWN + 1}">
              ${items.slice(SHOWN)}
            </ol>
          </details>`
    }
    <p class="caption intervals">95 % intervals: ${intervals.slice(0, SHOWN).join('; ')}.</p>
  `;
}

/** Where the budget is an axis, the curves at the largest budget at which several have finished; else all arms. */
function rankedOf(experiment: LoadedExperiment): { readonly by: string; readonly ranked: readonly Ranked[] } {
  const { comparison, arms } = experiment;
  const stands = comparison?.limit === undefined ? null : standsAtLargest(comparison.limit);
  if (stands !== null) {
    const ranked = stands.arms.flatMap(({ curve, arm: name, objective }): Ranked[] => {
      const arm = arms.find((one) => one.name === name);
      if (arm === undefined) return [];
      const note = arm.collapseStatus === 'collapsed' ? caveatOf(arm) : null;
      return [{ arm: { name: curve, style: arm.style }, estimate: objective, note }];
    });
    return { by: `held-out objective at ${formatCount(stands.budget)} points, lowest first`, ranked };
  }
  const { name, goal } = rankingMetricOf(experiment);
  const ranked = groupArms(experiment).flatMap(({ id, arms: members }) =>
    members.flatMap(({ arm, row }): Ranked[] => {
      const estimate = row?.metrics[name];
      if (estimate == null) return [];
      const status = id === 'collapsed' ? caveatOf(arm) : NOTES[id];
      const said = [status, arm.baseline ? 'baseline' : arm.trained ? null : 'not trained'].filter(isThere);
      return [{ arm, estimate, note: said.length === 0 ? null : said.join(', ') }];
    }),
  );
  const order = goal === 'minimise' ? 'lowest first' : 'highest first';
  const lost = ranked.some(({ note }) => note !== null && /shrunk|collapsed/.test(note));
  const last = lost ? '; arms that lost diversity last' : '';
  return { by: `${COMPARED_METRICS[name].label}, ${order}${last}`, ranked };
}

function isThere<T>(value: T | null): value is T {
  return value !== null;
}
