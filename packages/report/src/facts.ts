import { html, type Html } from './html.js';

/** Names and what is known under each. */
export function factList(facts: readonly (readonly [name: string, text: string])[]): Html {
  return html`<dl class="facts">
    ${facts.map(
      ([name, text]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Sentences, one a line; nothing where there are none. */
export function noteList(notes: readonly string[]): Html | null {
  return notes.length === 0
    ? null
    : html`<ul class="notes">
        ${notes.map((note) => html`<li>${note}</li>`)}
      </ul>`;
}
