import { mixedInputs, plural } from '@latent-paths/core';
import { answerOf } from '../answer/answer-of.js';
import { limitsOf } from '../answer/limits-of.js';
import { ranking } from '../answer/ranking.js';
import { armName, armSwatch } from '../arm-key.js';
import { html, type Html } from '../html.js';
import type { LoadedArm, LoadedExperiment, LoadedTrial } from '../load.js';
import { conditionSentence, failureOf, remedy, seedsSentence, staleness, statusSentence } from '../status.js';
import type { FigurePiece } from './figure.js';

/**
 * The outcome in words: the answer to the question in the title with its limits, the ranking, what the comparison says
 * in full, which arms it rests on, and what to run for the rest.
 */
export const verdict: FigurePiece = {
  title: 'Verdict',
  about: '',
  draw(experiment) {
    const { comparison, record, arms } = experiment;
    const { text: answer, missing: missed } = answerOf(experiment);
    const all = comparison?.verdicts ?? [];
    const stale = staleness(experiment);
    const mixed = mixedInputs(arms.flatMap(({ trials }) => trials.flatMap(({ run }) => run ?? [])));
    const more = remedy(experiment);
    const failures = arms.flatMap(failuresOf);
    const item = (said: { arm: string | null; text: string }) =>
      html`<li>${swatchOf(experiment, said.arm)}<span>${said.text}</span></li>`;
    return html`
      ${
        answer === null
          ? html`<p class="missing">No answer yet: ${whyNone(experiment)}</p>`
          : html`<p class="headline">${answer}</p>`
      }
      ${answer === null ? null : html`<p class="limits">${limitsOf(experiment)}</p>`} ${ranking(experiment)}
      ${missed === null ? null : html`<p class="missed">${missed}</p>`}
      ${
        all.length === 0
          ? null
          : html`<details>
              <summary>What the comparison says in full: ${plural(all.length, 'sentence')} with intervals</summary>
              <ul class="verdicts">
                ${all.map(item)}
              </ul>
            </details>`
      }
      <p class="status">
        ${statusSentence(arms)} ${seedsSentence(record, arms)}
        ${comparison === null ? null : conditionSentence(comparison, record.seeds)}
      </p>
      ${
        failures.length === 0
          ? null
          : html`<ul class="failures">
              ${failures}
            </ul>`
      }
      ${more === null ? null : html`<p class="status todo">${more}</p>`}
      ${stale === null ? null : html`<p class="status alarm">${stale}</p>`}
      ${mixed.map((text) => html`<p class="status alarm">${text}</p>`)}
    `;
  },
};

function whyNone({ comparison, record }: LoadedExperiment): string {
  return comparison !== null && comparison.arms.length > 1
    ? 'no trained arm has finished; the others are compared below.'
    : `arms are compared once the baseline (${record.baseline}) and one more arm have finished.`;
}

function failuresOf(arm: LoadedArm): readonly Html[] {
  return arm.trials.flatMap((trial) => {
    const failure = failureOf(trial);
    return failure === null
      ? []
      : [
          html`<li>
            ${armName(arm)}${arm.trials.length > 1 ? `, seed ${trial.run!.seed},` : null}
            <span class="alarm">${failure}</span>
            ${logOf(trial)}
          </li>`,
        ];
  });
}

/** What the process of a failed trial wrote last, folded away. */
function logOf({ run }: LoadedTrial): Html | null {
  const log = run?.failures.at(-1)?.log;
  if (log === undefined) return null;
  return html`<details>
    <summary>The last ${plural(log.length, 'line')} of its log</summary>
    <pre class="log">${log.join('\n')}</pre>
  </details>`;
}

function swatchOf({ arms }: LoadedExperiment, name: string | null): Html | null {
  const arm = arms.find((candidate) => candidate.name === name);
  return arm === undefined ? null : armSwatch(arm);
}
