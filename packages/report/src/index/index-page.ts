import { bundleScript } from '@latent-paths/browser';
import { answerOf } from '../answer/answer-of.js';
import { commandOf } from '../command.js';
import { formatDay, formatSeconds } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedExperiment } from '../load.js';
import { wholeDocument } from '../page.js';
import { statusSentence } from '../status.js';
import type { IndexStrip } from './index-strip.js';
import { tagsOf } from './tags-of.js';

/** One experiment of the list: read, or the reason why it could not be. */
export type IndexEntry =
  | { readonly name: string; readonly experiment: LoadedExperiment; readonly strip: IndexStrip | null }
  | { readonly name: string; readonly problem: string };

/** `index.html`: all experiments of a results folder, latest first, each with its question, answer, state, date, cost,
 * a decoded path and tags. */
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
            : html`${filterOf(entries)}
                <ul class="experiments">
                  ${latestFirst.map(({ entry, at }) => item(entry, at))}
                </ul>`
        }
      </main>
    `,
    entries.length === 0 ? [] : [bundleScript('index-list')],
  );
}

/** Search and tags, which the script shows: without it the list is whole. */
function filterOf(entries: readonly IndexEntry[]): Html {
  const tags = entries.flatMap((entry) => ('problem' in entry ? ['no report'] : tagsOf(entry.experiment)));
  const counts = [...new Set(tags)].map((tag) => ({ tag, count: tags.filter((one) => one === tag).length }));
  const button = ({ tag, count }: (typeof counts)[number]) =>
    html`<button type="button" value="${tag}" aria-pressed="false">${tag} <small>${count}</small></button>`;
  return html`<div class="filter" role="search" hidden>
    <label>Search <input type="search" autocomplete="off" /></label>
    <div role="group" aria-label="Tags">${counts.sort((a, b) => b.count - a.count).map(button)}</div>
    <output aria-live="polite"></output>
  </div>`;
}

/** Seconds that all trials took together; null if none has ended. */
function costOf({ arms }: LoadedExperiment): string | null {
  const seconds = arms
    .flatMap(({ trials }) => trials)
    .reduce(
      (sum, { run }) => sum + (run?.endedAt == null ? 0 : (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000),
      0,
    );
  return seconds === 0 ? null : formatSeconds(seconds);
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
    return html`<li data-tags="no report">
      <p class="kicker">${entry.name}</p>
      <p class="open">No report: ${entry.problem}</p>
    </li>`;
  }
  const { record, arms, comparison } = entry.experiment;
  const { strip } = entry;
  const tags = tagsOf(entry.experiment);
  const cost = costOf(entry.experiment);
  const isRunning = arms.some(({ trials }) => trials.some(({ status }) => status === 'running'));
  const isDone = arms.every(({ status }) => status === 'finished') && comparison !== null;
  const picture =
    strip === null
      ? null
      : html`<img
          src="${strip.uri}"
          width="${strip.width}"
          height="${strip.height}"
          alt="a decoded path of ${strip.arm}, frames from α = 0 to 1"
        />`;
  return html`<li data-tags="${tags.join('|')}">
    <p class="kicker">
      ${entry.name}${at === '' ? null : html` <time datetime="${at}">${formatDay(at)}</time>`}
      ${cost === null ? null : html`<span class="cost">took ${cost}</span>`}
    </p>
    <div>
      <h2><a href="${entry.name}/report.html">${record.question}</a></h2>
      <p>${answerOf(entry.experiment).text ?? 'No answer yet.'}</p>
      ${picture}
      <p class="${isDone ? 'note' : 'open'}">
        ${statusSentence(arms)} ${isDone || isRunning ? null : html`To continue: <code>${commandOf(record)}</code>`}
      </p>
      <p class="tags">${tags.map((tag) => html`<span>${tag}</span> `)}</p>
    </div>
  </li>`;
}
