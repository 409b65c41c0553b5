import { shortHash, trapezoid, type BroughtPathRecord, type SummaryRecord } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { factList, noteList } from '../facts.js';
import { formatCount } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import type { FigurePiece } from './figure.js';

interface ScoredArm {
  readonly arm: LoadedArm;
  readonly summary: SummaryRecord;
}

/** Paths that others trained: where they are from, and what they do on what they were trained on. */
export const broughtPath: FigurePiece = {
  title: 'The path that was brought',
  about:
    'A network that was trained elsewhere is an arm like any other. Where the points are given that it was trained ' +
    'on, three gaps say what it learned by heart: of α, of pairs, and of latents.',
  draw({ arms }) {
    const scored = arms.flatMap((arm) =>
      arm.trials.flatMap(({ summary }): ScoredArm[] => (summary === null ? [] : [{ arm, summary }])),
    );
    const brought = scored.filter(({ summary }) => summary.broughtPath !== undefined);
    if (brought.length === 0) return null;
    const measured = scored.filter(({ summary }) => summary.gaps !== undefined);
    return html`
      ${brought.map(({ arm, summary }) => section(arm, summary.broughtPath!))}
      ${
        measured.length === 0
          ? missing('No gaps: the points that it was trained on were not given (path.pairs, evaluation.gaps).')
          : gapsTable(measured)
      }
    `;
  },
};

function section(arm: LoadedArm, record: BroughtPathRecord): Html {
  const { file, content, source, licence, opset, parity, trained, warnings } = record;
  return html`
    <h3>${armName(arm)}</h3>
    ${noteList(warnings)}
    ${factList([
      ['file', `${file}, content ${shortHash(content)}; opset ${opset}`],
      ['source', source ?? 'not said'],
      ['licence', licence ?? 'unknown'],
      ['beside onnxruntime', `${parity.toPrecision(3)}, relative`],
      ['points that it was trained on', trained === null ? 'not given' : formatCount(trained)],
    ])}
  `;
}

function gapsTable(scored: readonly ScoredArm[]): Html {
  return html`<figure>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of the gaps">
      <table>
        <thead>
          <tr>
            <th scope="col">arm</th>
            <th scope="col">trained points</th>
            <th scope="col">their pairs</th>
            <th scope="col">other pairs</th>
            <th scope="col">held-out pairs</th>
            <th scope="col">α gap</th>
            <th scope="col">pair gap</th>
            <th scope="col">latent gap</th>
          </tr>
        </thead>
        <tbody>
          ${scored.map(gapsRow)}
        </tbody>
      </table>
    </div>
    <figcaption>
      Reprojection ‖z − P(z)‖²: at the α that were trained, on the same pairs over all α, on pairs of the same latents
      that were never visited, and on held-out pairs. Each gap is a column less the one before it.
    </figcaption>
  </figure>`;
}

function gapsRow({ arm, summary }: ScoredArm): Html {
  const { trained, visited, unvisited } = summary.gaps!.sets; // only such arms are shown
  const heldOut = summary.byAlpha['reprojection'];
  const errors = [
    ...[trained, visited, unvisited].map((set) => set?.reprojection.mean ?? null),
    heldOut === undefined ? null : trapezoid(heldOut.map(({ mean }) => mean)),
  ];
  const gaps = errors.slice(1).map((error, i) => {
    const before = errors[i]!;
    return error === null || before === null ? null : error - before;
  });
  return html`<tr>
    <th scope="row">${armName(arm)}</th>
    ${[...errors, ...gaps].map((value) => html`<td>${value === null ? '–' : value.toPrecision(3)}</td>`)}
  </tr>`;
}
