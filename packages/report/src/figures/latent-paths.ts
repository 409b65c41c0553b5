import { plural } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { ALPHA_COLUMN, dataTable, type DataColumn } from '../data-table.js';
import { explorationOf } from '../exploration.js';
import { formatList, formatSome } from '../format.js';
import { html, type Html } from '../html.js';
import { latentWays, type LatentWays, type Place, type PlaneViews } from '../latent-ways.js';
import { missing } from '../missing.js';
import { planeDomains, planePanel } from '../plane-panel.js';
import { REASON_WORDS } from '../reason-words.js';
import type { FigurePiece } from './figure.js';

/** A point of one arm's path on one pair. */
interface Point {
  readonly arm: string;
  readonly pair: number;
  readonly alpha: number;
  readonly place: Place;
}

/** Paths between the same latents in the plane in which real latents vary most. */
export const latentPaths: FigurePiece = {
  title: 'Where paths lead among latents',
  about:
    'Paths between the same two latents, in the plane in which real latents vary most. See whether a path leaves the ' +
    'dashed line, to which side, and whether it stays where real latents lie; and whether arms take the same way.',
  draw(experiment) {
    const { record, arms } = experiment;
    const exploration = experiment.exploration === null ? null : explorationOf(experiment);
    const found = exploration && latentWays(exploration, arms);
    if (exploration === null || found === null)
      return missing(
        'No latents along paths yet: a run keeps those of some pairs after it has compared the trials, and npx ' +
          `latent-paths explore ${record.name} does so for results that are there.`,
      );
    const { alphas } = exploration.data;
    const { planes, drawn } = found;
    return html`<figure>
      ${drawn.length === 0 ? null : numberedKey(drawn)}
      ${planes.map((plane) => panels(plane, planes.length > 1))}
      <figcaption>${caption(found)}</figcaption>
      ${dataTable('paths in the plane', COLUMNS, pointsOf(planes, alphas))}
    </figure>`;
  },
};

const COLUMNS: readonly DataColumn<Point>[] = [
  { title: 'arm', value: ({ arm }) => arm },
  { title: 'pair', value: ({ pair }) => String(pair) },
  ALPHA_COLUMN,
  { title: 'component 1', value: ({ place }) => place[0] },
  { title: 'component 2', value: ({ place }) => place[1] },
];

function numberedKey(drawn: LatentWays['drawn']): Html {
  return html`<ol class="key numbered">
    ${drawn.map((arm) => html`<li>${armName(arm)}</li>`)}
  </ol>`;
}

function panels(plane: PlaneViews, isOneOfSeveral: boolean): Html {
  const domains = planeDomains(plane);
  const names = [...new Set(plane.views.flatMap(({ ways }) => ways.map(({ name }) => name)))];
  const of = names.length === 0 ? 'one VAE' : formatSome(names, 4);
  return html`${isOneOfSeveral ? html`<h3>Latents of ${of}</h3>` : null}
    <div class="panels">
      ${plane.views.map(
        (view) =>
          html`<div class="panel">
            <p class="panel-title">
              Pair ${view.pair.pair} <span class="note">${reasonOf(view.pair.reasons)}</span>
            </p>
            ${planePanel(plane, view, domains)}
          </div>`,
      )}
    </div>`;
}

function reasonOf([first]: PlaneViews['views'][number]['pair']['reasons']): string | null {
  if (first === undefined) return null;
  const { kind, arms = [] } = first;
  return arms.length === 0 ? REASON_WORDS[kind] : `${REASON_WORDS[kind]} (${arms.join(' and ')})`;
}

function caption({ planes, straight, borrowed, left, unknown }: LatentWays): string {
  const counts = [...new Set(planes.map(({ ground }) => ground.length))].map((count) => plural(count, 'real latent'));
  const shares = planes.map(({ share }) => share[0] + share[1]);
  const [least, most] = [Math.min(...shares), Math.max(...shares)].map((share) => `${Math.round(100 * share)} %`);
  const held = least === most ? least : `${least} to ${most}`;
  const names = straight.length === 0 ? '' : ` (${formatList(straight)})`;
  const line = [
    `the straight line from A to B${names}`,
    ...(borrowed.length === 0 ? [] : [`where no arm is that line, its ends are those of ${formatList(borrowed)}`]),
  ].join('; ');
  return [
    `Faint: ${counts.join(' or ')} of held-out images, whose first two principal components the axes are, one scale ` +
      `for all panels of a VAE and a unit as long across as upwards. Dashed: ${line}. The numbers of the key stand ` +
      `at α = ½. The plane holds ${held} of the variance of real latents: what a path does in other directions is ` +
      'not seen here.',
    ...(left.length === 0 ? [] : [`Not drawn: ${formatSome(left, 6)}.`]),
    ...(unknown.length === 0 ? [] : [`No latents are kept of ${formatSome(unknown, 6)}.`]),
  ].join(' ');
}

/** Numbers of the lines that are drawn, α as they were kept. */
function pointsOf(planes: readonly PlaneViews[], alphas: readonly number[]): readonly Point[] {
  return planes.flatMap(({ views }) =>
    views.flatMap(({ pair: { pair }, ways }) =>
      ways.flatMap(({ name, places }) =>
        places.map((place, i): Point => ({ arm: name, pair, alpha: alphas[i]!, place })),
      ),
    ),
  );
}
