import { armSwatch } from '../arm-key.js';
import { plural } from '../format.js';
import { html } from '../html.js';
import type { LoadedExperiment } from '../load.js';
import { conditionSentence, staleness, statusSentence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Verdicts past this many are folded away. */
const SHOWN = 8;

/** The outcome in words: verdicts, what they are conditional on, and which arms they rest on. */
export const verdict: FigurePiece = {
  title: 'Verdict',
  about: '',
  draw(experiment) {
    const { comparison, record, arms } = experiment;
    const [headline, ...others] = comparison?.verdicts ?? [];
    const stale = staleness(experiment);
    const item = (said: { arm: string | null; text: string }) => html`<li>${swatchOf(experiment, said.arm)}<span>${said.text}</span></li>`;
    return html`
      ${headline === undefined
        ? html`<p class="missing">No verdict yet: arms are compared once the baseline (${record.baseline}) and one more arm have finished.</p>`
        : html`<p class="headline">${headline.text}</p>`}
      ${others.length === 0 ? null : html`<ul class="verdicts">${others.slice(0, SHOWN).map(item)}</ul>`}
      ${others.length <= SHOWN
        ? null
        : html`<details><summary>${plural(others.length - SHOWN, 'more sentence')}</summary><ul class="verdicts">${others.slice(SHOWN).map(item)}</ul></details>`}
      <p class="status">${statusSentence(arms)} ${comparison === null ? null : conditionSentence(comparison)}</p>
      ${stale === null ? null : html`<p class="status alarm">${stale}</p>`}
      ${record.claims.length === 0
        ? null
        : html`<details><summary>Claims, as stated before anything ran</summary>
            <dl class="claims">${record.claims.map(({ id, text }) => html`<div><dt>${id}</dt><dd>${text}</dd></div>`)}</dl></details>`}
    `;
  },
};

function swatchOf({ arms }: LoadedExperiment, name: string | null) {
  const arm = arms.find((candidate) => candidate.name === name);
  return arm === undefined ? html`<span class="swatch"></span>` : armSwatch(arm);
}
