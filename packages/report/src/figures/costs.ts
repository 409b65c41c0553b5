import { mean } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { asCsv, type DataColumn } from '../data-table.js';
import { formatNumber } from '../format.js';
import { html, type Html } from '../html.js';
import type { LoadedArm } from '../load.js';
import { missing } from '../missing.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

interface Cost {
  readonly decodes: number;
  readonly encodes: number;
  readonly flops: number | null;
  readonly seconds: number;
}

const COLUMNS: readonly DataColumn<Cost & { readonly arm: string }>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'evaluations of D', value: ({ decodes }) => decodes },
  { title: 'evaluations of E', value: ({ encodes }) => encodes },
  { title: 'operations', value: ({ flops }) => flops },
  { title: 'seconds', value: ({ seconds }) => seconds },
];

/** What finding one point of each arm's path costs. */
export const costs: FigurePiece = {
  title: 'What a point of a path costs',
  about:
    'A path that is solved for pair by pair can be good but costly: compare it with a network, which needs ' +
    'one pass.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, (arm) => costOf(arm) !== null);
    if (present.length === 0)
      return missing('No costs yet: they are measured when an arm’s evaluation finishes.', absent);
    const projection = projectionFlops(present);
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Table of costs">
        <table class="settings">
          <thead>
            <tr>
              <th scope="col">arm</th>
              <th scope="col">evaluations of D</th>
              <th scope="col">of E</th>
              <th scope="col">million operations</th>
              ${projection === null ? null : html`<th scope="col">in evaluations of P</th>`}
              <th scope="col">µs</th>
            </tr>
          </thead>
          <tbody>
            ${present.map((arm) => row(arm, costOf(arm)!, projection))}
          </tbody>
        </table>
      </div>
      <p class="caption">
        For one point (pair, α), a share of all that is solved for beforehand included, training not; to see a latent
        takes one D more. Operations are those of matrix products and convolutions, forth and back. Times are as
        measured on the machine that scored the arm: compare them only where it was the same, and not busy. ${absent}
      </p>
      ${asCsv(
        'costs',
        COLUMNS,
        present.map((arm) => ({ arm: arm.name, ...costOf(arm)! })),
      )}
    `;
  },
};

function row(arm: LoadedArm, { decodes, encodes, flops, seconds }: Cost, projection: number | null): Html {
  const numbers = [
    decodes,
    encodes,
    flops === null ? null : flops / 1e6,
    ...(projection === null ? [] : [flops === null ? null : flops / projection]),
    1e6 * seconds,
  ];
  return html`<tr>
    <th scope="row">${armName(arm)}</th>
    ${numbers.map(numberCell)}
  </tr>`;
}

function numberCell(value: number | null): Html {
  return value === null
    ? html`<td class="none"><span role="img" aria-label="not counted by this engine">–</span></td>`
    : html`<td>${formatNumber(value)}</td>`;
}

/** Means over the arm's finished trials; null if there are none. */
function costOf({ trials }: Pick<LoadedArm, 'trials'>): Cost | null {
  const found = trials.flatMap(({ summary }) => summary?.cost ?? []);
  if (found.length === 0) return null;
  const flops = found.flatMap((cost) => cost.flops ?? []);
  return {
    decodes: mean(found.map((cost) => cost.decodes)),
    encodes: mean(found.map((cost) => cost.encodes)),
    flops: flops.length < found.length ? null : mean(flops),
    seconds: mean(found.map((cost) => cost.seconds)),
  };
}

/**
 * Operations of one evaluation of P, taken from an arm that applies it and does nothing else; null if there is no such
 * arm.
 */
function projectionFlops(arms: readonly LoadedArm[]): number | null {
  const projected = arms.find(({ settings }) =>
    settings.some(({ key, value }) => key === 'path.kind' && value === 'projected'),
  );
  const cost = projected === undefined ? null : costOf(projected);
  return cost === null || cost.flops === null || cost.decodes === 0 ? null : cost.flops / cost.decodes;
}
