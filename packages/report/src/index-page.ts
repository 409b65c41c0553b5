import { answerOf } from './answer/answer-of.js';
import { commandOf } from './command.js';
import { formatDay } from './format.js';
import { html, type Html } from './html.js';
import type { LoadedExperiment } from './load.js';
import { wholeDocument } from './page.js';
import { statusSentence } from './status.js';

/** One experiment of the list: read, or the reason why it could not be. */
export type IndexEntry =
  | { readonly name: string; readonly experiment: LoadedExperiment }
  | { readonly name: string; readonly problem: string };

/** `index.html`: all experiments of a results folder, latest first, each with its question, verdict, state and date. */
export function indexPage(entries: readonly IndexEntry[]): string {
  const latestFirst = entries
    .map((entry) => ({ entry, at: 'problem' in entry ? '' : lastAt(entry.experiment) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  return wholeDocument(
    'experiments',
    html`
      <header>
        <p class="kicker">latent-paths</p>
        <h1>Experiments</h1>
      </header>
      <main>
        ${
          entries.length === 0
            ? html`<p class="missing">
                No experiment has run yet. Start one: <code>npx nx run experiments:quickstart</code>
              </p>`
            : html`<ul class="experiments">
                ${latestFirst.map(({ entry, at }) => item(entry, at))}
              </ul>`
        }
      </main>
    `,
  );
}

/** When a trial of the experiment last began or ended, ISO 8601; empty if none did. */
function lastAt({ arms }: LoadedExperiment): string {
  return (
    arms
      .flatMap(({ trials }) => trials.flatMap(({ run }) => (run === null ? [] : [run.endedAt ?? run.startedAt])))
      .sort()
      .at(-1) ?? ''
  );
}

function item(entry: IndexEntry, at: string): Html {
  if ('problem' in entry) {
    return html`<li>
      <p class="kicker">${entry.name}</p>
      <p class="open">No report: ${entry.problem}</p>
    </li>`;
  }
  const { record, arms, comparison } = entry.experiment;
  const isRunning = arms.some(({ trials }) => trials.some(({ status }) => status === 'running'));
  const isDone = arms.every(({ status }) => status === 'finished') && comparison !== null;
  return html`<li>
    <p class="kicker">${entry.name}${at === '' ? null : html` <time datetime="${at}">${formatDay(at)}</time>`}</p>
    <div>
      <h2><a href="${entry.name}/report.html">${record.question}</a></h2>
      <p>${answerOf(entry.experiment).text ?? 'No answer yet.'}</p>
      <p class="${isDone ? 'note' : 'open'}">
        ${statusSentence(arms)} ${isDone || isRunning ? null : html`To continue: <code>${commandOf(record)}</code>`}
      </p>
    </div>
  </li>`;
}
