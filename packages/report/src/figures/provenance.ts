import { shortHash, type RunRecord, type SummaryRecord, plural } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { commandOf } from '../command.js';
import { formatSeconds } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm, LoadedExperiment, LoadedTrial } from '../load.js';
import { missing } from '../missing.js';
import { failureText, STATUS_WORDS } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Where every number comes from, and how to make it again. */
export const provenance: FigurePiece = {
  title: 'Where this comes from',
  about: 'Code, machine, artifacts and trials behind every number on this page.',
  draw({ record, arms }) {
    const runs = arms.flatMap((arm) => arm.trials.flatMap(({ run }) => run ?? []));
    const summaries = arms.flatMap((arm) => arm.trials.flatMap(({ summary }) => summary ?? []));
    const uncommitted = runs.some((run) => run.provenance.dirty !== null)
      ? html`<p class="caption">
          Trials ran with changes that were never committed: the commit alone does not repeat them.
        </p>`
      : null;
    return html`
      ${runs.length === 0 ? missing('No trial has started: there is no provenance yet.') : facts(runs, summaries)}
      <h3>Make it again</h3>
      <pre><code>${remake(record, runs)}</code></pre>
      ${uncommitted}
      <h3>Trials</h3>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of trials">
        <table class="trials">
          <thead>
            <tr>
              <th scope="col">arm</th>
              <th scope="col">trial</th>
              <th scope="col">seed</th>
              <th scope="col">status</th>
              <th scope="col">started</th>
              <th scope="col">took</th>
            </tr>
          </thead>
          <tbody>
            ${arms.flatMap((arm) => arm.trials.map((trial) => trialRow(arm, trial)))}
          </tbody>
        </table>
      </div>
    `;
  },
};

function facts(runs: readonly RunRecord[], summaries: readonly SummaryRecord[]): Html {
  const each = (value: (run: RunRecord) => string): Html => values(runs, value);
  const inputs = [...new Set(runs.flatMap((run) => Object.keys(run.inputs)))];
  return html`<dl class="facts">
    <div>
      <dt>commit</dt>
      <dd>${each(commitText)}</dd>
    </div>
    <div>
      <dt>engine</dt>
      <dd>${each(({ provenance: { engine, threads } }) => `${engine}, ${plural(threads, 'thread')}`)}</dd>
    </div>
    <div>
      <dt>processor</dt>
      <dd>${each(({ provenance: { cpu, platform } }) => `${cpu}, ${platform}`)}</dd>
    </div>
    <div>
      <dt>versions</dt>
      <dd>
        ${each(({ provenance: { versions } }) =>
          Object.entries(versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(', '),
        )}
      </dd>
    </div>
    ${inputs.map(
      (name) =>
        html`<div>
          <dt>${name}</dt>
          <dd>
            ${values(
              runs.filter((run) => run.inputs[name] !== undefined),
              (run) => inputText(run, name),
            )}
          </dd>
        </div>`,
    )}
    ${
      summaries.length === 0
        ? null
        : html`<div>
            <dt>VAE on held-out images</dt>
            <dd>${values(summaries, qualityText)}</dd>
          </div>`
    }
    <div>
      <dt>started as</dt>
      <dd>${each(({ provenance: { command } }) => command)}</dd>
    </div>
    <div>
      <dt>made</dt>
      <dd>
        ${formatTime(runs.map((run) => run.startedAt).sort()[0]!)} to
        ${formatTime(
          runs
            .map((run) => run.endedAt ?? run.startedAt)
            .sort()
            .at(-1)!,
        )}
      </dd>
    </div>
  </dl>`;
}

function commitText({ provenance: { commit, noCommit, dirty } }: RunRecord): string {
  if (commit === null) return `none: ${noCommit ?? 'the record does not say why'}`;
  return `${shortHash(commit)}${dirty === null ? '' : `, with uncommitted changes (diff ${shortHash(dirty)})`}`;
}

/** The value that all runs share, or each value with the number of trials that have it. */
function values<Item>(runs: readonly Item[], value: (run: Item) => string): Html {
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(value(run), (counts.get(value(run)) ?? 0) + 1);
  if (counts.size === 1) return html`${[...counts.keys()][0]!}`;
  return html`<ul>
    ${[...counts].map(([text, count]) => html`<li>${text} <span class="note">(${plural(count, 'trial')})</span></li>`)}
  </ul>`;
}

function inputText({ inputs }: RunRecord, name: string): string {
  const { artifact, content } = inputs[name]!;
  return `${artifact}, content ${shortHash(content)}`;
}

function qualityText({ vae, real }: SummaryRecord): string {
  const divergence = vae.kl === null ? '' : `KL ${vae.kl.toPrecision(3)} nats; `;
  const reproduced =
    vae.squaredError === null
      ? 'squared error not known, for want of pictures'
      : `squared error ${vae.squaredError.toPrecision(3)} a pixel and channel (values 0 to 1) over ${vae.images} ` +
        'images';
  return (
    `${reproduced}, ${vae.activeUnits} of ${vae.units} latent units active, ` +
    `${divergence}‖z − P(z)‖² of real latents ${real.reprojection.toPrecision(3)} on average, ` +
    `95 % below ${real.tau.toPrecision(3)}`
  );
}

/** The commands that repeat the experiment from its commit. */
function remake(record: LoadedExperiment['record'], runs: readonly RunRecord[]): string {
  const commits = [...new Set(runs.flatMap(({ provenance: { commit } }) => commit ?? []))];
  const checkout = commits.length === 1 ? [`git checkout ${commits[0]}`] : [];
  return [...checkout, 'npm ci', commandOf(record)].join('\n');
}

function statusLine(line: string): Html {
  return line.startsWith('resumed') ? html`<small>${line}</small>` : html`<small class="alarm">${line}</small>`;
}

function trialRow(arm: LoadedArm, { id, run, status, problems }: LoadedTrial): Html {
  const lines = [
    ...(run?.failures ?? []).map(failureText),
    ...(run?.resumes ?? []).map(({ step, at }) => `resumed at step ${step}, ${formatTime(at)}`),
    ...problems,
  ];
  return html`<tr>
    <th scope="row">${armName(arm)}</th>
    <td><code>${id}</code></td>
    <td>${run === null ? '–' : run.seed}</td>
    <td class="words">${STATUS_WORDS[status]}${lines.map(statusLine)}</td>
    <td>${run === null ? '–' : formatTime(run.startedAt)}</td>
    <td>${run?.endedAt == null ? '–' : formatSeconds((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000)}</td>
  </tr>`;
}

/** `2026-03-01 14:05 UTC` */
function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
