import { html, type Html } from './html.js';
import type { LoadedExperiment } from './load.js';
import { wholeDocument } from './page.js';
import { statusSentence } from './status.js';

/** One experiment of the list: read, or the reason why it could not be. */
export type IndexEntry =
  | { readonly name: string; readonly experiment: LoadedExperiment }
  | { readonly name: string; readonly problem: string };

/** `index.html`: all experiments of a results folder, each with its question, its state and its first verdict. */
export function indexPage(entries: readonly IndexEntry[]): string {
  return wholeDocument(
    'experiments',
    html`
      <header><p class="kicker">latent-paths</p><h1>Experiments</h1></header>
      <main>${
        entries.length === 0
          ? html`<p class="missing">No experiment has run yet. Start one: <code>npx nx run experiments:quickstart</code></p>`
          : html`<ul class="experiments">${entries.map(item)}</ul>`
      }</main>
    `,
  );
}

function item(entry: IndexEntry): Html {
  if ('problem' in entry) {
    return html`<li><p class="kicker">${entry.name}</p><p class="alarm">No report: ${entry.problem}</p></li>`;
  }
  const { record, arms, comparison } = entry.experiment;
  return html`<li>
    <p class="kicker">${entry.name}</p>
    <h2><a href="${entry.name}/report.html">${record.question}</a></h2>
    <p>${comparison?.verdicts[0]?.text ?? 'No verdict yet.'}</p>
    <p class="note">${statusSentence(arms)}</p>
  </li>`;
}
