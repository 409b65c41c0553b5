import { COMPARED_METRICS, type ClaimRecord, type ClaimTest, type Estimate, plural } from '@latent-paths/core';
import { formatList, formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedExperiment } from '../load.js';
import type { FigurePiece } from './figure.js';

const VERDICTS = { supported: 'supported', refuted: 'refuted', unsettled: 'not settled' } as const;
const COLLAPSE_STATUSES = { shrunk: 'which has shrunk towards the mean', collapsed: 'which has collapsed' } as const;
/** A p has three decimals. */
const LEAST_P = 0.001;

/** The claims that the experiment stated beforehand, each with its test: effect, interval, p and verdict. */
export const claims: FigurePiece = {
  title: 'Claims',
  about: 'What the arms were expected to show, as the experiment’s file says, and what the tests found.',
  draw(experiment) {
    const { record, comparison } = experiment;
    if (record.claims.length === 0) return null;
    const results = new Map((comparison?.claims ?? []).map((result) => [result.id, result]));
    const tested = record.claims.flatMap(({ test, ...claim }) => (test === undefined ? [] : [{ ...claim, test }]));
    const rest = record.claims.filter(({ test }) => test === undefined);
    return html`
      ${
        tested.length === 0
          ? null
          : html`<div class="scroll" tabindex="0" role="region" aria-label="Table of claims">
                <table class="tested">
                  <thead>
                    <tr>
                      <th scope="col">claim</th>
                      <th scope="col">difference</th>
                      <th scope="col">ratio</th>
                      <th scope="col">p, adjusted</th>
                      <th scope="col">verdict</th>
                      <th scope="col">conditional on</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${tested.map((claim) => row(claim, results.get(claim.id) ?? null, experiment))}
                  </tbody>
                </table>
              </div>
              <p class="caption">
                Under difference (first arm less second) and ratio (first ÷ second) their 95 % intervals, paired: by
                Student’s t over seeds, or by a studentised bootstrap over test pairs. Ratios over seeds have
                Fieller’s interval, or where seeds draw VAE, pool or pairs anew that of their logarithms. p is
                two-sided, so that a claim and its opposite can be shown, by Holm’s adjustment over the
                ${plural(tested.length, 'test')} of this experiment; verdicts are at 5 %. Not settled means that these
                trials tell neither.
              </p>`
      }
      ${
        rest.length === 0
          ? null
          : html`<dl class="claims">
              ${rest.map(
                ({ id, text }) =>
                  html`<div>
                    <dt>${id}</dt>
                    <dd>${text} <span class="note">(no test is stated)</span></dd>
                  </div>`,
              )}
            </dl>`
      }
    `;
  },
};

interface TestedClaim {
  readonly id: string;
  readonly text: string;
  readonly test: ClaimTest;
}

function row({ id, text, test }: TestedClaim, result: ClaimRecord | null, experiment: LoadedExperiment): Html {
  const collapseStatus = experiment.arms.find(({ name }) => name === test.arm)?.collapseStatus;
  const price =
    result === null || collapseStatus === undefined || collapseStatus === 'sound'
      ? null
      : html`<small class="alarm">of ${test.arm}, ${COLLAPSE_STATUSES[collapseStatus]}</small>`;
  const head = html`<th scope="row">${id}: ${text}<small>${testInWords(test)}</small></th>`;
  if (result === null)
    return html`<tr>
      ${head}
      <td class="words" colspan="5">
        not tested: its arms have no finished trials in common, or do not define the metric
      </td>
    </tr>`;
  return html`<tr>
    ${head}
    <td>${result.difference === null ? 'not bounded' : estimate(result.difference)}</td>
    <td>${result.ratio === null ? 'not bounded' : estimate(result.ratio)}</td>
    <td>${result.adjusted < LEAST_P ? `< ${LEAST_P}` : result.adjusted.toFixed(3)}</td>
    <td class="words"><b>${VERDICTS[result.verdict]}</b>${price}</td>
    <td class="words">${conditionOf(result)}</td>
  </tr>`;
}

/** `all-single is no worse than all-dense by more than 5 %: reprojection at α = ½, lower is better` */
function testInWords({ arm, against, metric, ...test }: ClaimTest): string {
  const says =
    test.kind === 'better'
      ? `${arm} is better than ${against}`
      : `${arm} is no worse than ${against} by more than ${formatNumber(100 * test.margin)} %`;
  const better = metric.goal === 'minimise' ? 'lower' : 'higher';
  return `${says}: ${COMPARED_METRICS[metric.name].label}, ${better} is better`;
}

function conditionOf({ over, units, seeds }: ClaimRecord): string {
  if (over === 'seeds') return `these test pairs; over ${plural(units, 'seed')}`;
  return seeds.length === 0
    ? `nothing trained; over ${plural(units, 'test pair')}`
    : `seed ${formatList(seeds.map(String))}; over ${plural(units, 'test pair')}`;
}

function estimate({ value, low, high }: Estimate): Html {
  return html`<b>${formatNumber(value)}</b> <small>${formatNumber(low)} – ${formatNumber(high)}</small>`;
}
