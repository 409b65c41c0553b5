import { plural } from '@latent-paths/core';
import { armName, armSwatch } from '../arm-key.js';
import { html, type Html } from '../html.js';
import type { LoadedArm, LoadedExperiment } from '../load.js';
import { conditionSentence, failureOf, remedy, seedsSentence, staleness, statusSentence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Sentences after the first past this many are folded away. */
const SHOWN = 6;

/**
 * The outcome in words: verdicts, what they are conditional on, which arms they rest on, and what to run for the rest.
 */
export const verdict: FigurePiece = {
  title: 'Verdict',
  about: '',
  draw(experiment) {
    const { comparison, record, arms } = experiment;
    const [headline, ...others] = comparison?.verdicts ?? [];
    const stale = staleness(experiment);
    const more = remedy(experiment);
    const failures = arms.flatMap(failuresOf);
    const item = (said: { arm: string | null; text: string }) =>
      html`<li>${swatchOf(experiment, said.arm)}<span>${said.text}</span></li>`;
    return html`
      ${
        headline === undefined
          ? html`<p class="missing">
              No verdict yet: arms are compared once the baseline (${record.baseline}) and one more arm have finished.
            </p>`
          : html`<p class="headline">${headline.text}</p>`
      }
      ${
        others.length === 0
          ? null
          : html`<ul class="verdicts">
              ${others.slice(0, SHOWN).map(item)}
            </ul>`
      }
      ${
        others.length <= SHOWN
          ? null
          : html`<details>
              <summary>${plural(others.length - SHOWN, 'more sentence')}</summary>
              <ul class="verdicts">
                ${others.slice(SHOWN).map(item)}
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
    `;
  },
};

function failuresOf(arm: LoadedArm): readonly Html[] {
  return arm.trials.flatMap((trial) => {
    const failure = failureOf(trial);
    return failure === null
      ? []
      : [
          html`<li>
            ${armName(arm)}${arm.trials.length > 1 ? `, seed ${trial.run!.seed},` : null}
            <span class="alarm">${failure}</span>
          </li>`,
        ];
  });
}

function swatchOf({ arms }: LoadedExperiment, name: string | null): Html | null {
  const arm = arms.find((candidate) => candidate.name === name);
  return arm === undefined ? null : armSwatch(arm);
}
