import { plural } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { formatTick } from '../format.js';
import { joinFrames, type Frames } from '../frames.js';
import { html, type Html } from '../html.js';
import type { LoadedArm, LoadedExperiment } from '../load.js';
import { missing } from '../missing.js';
import { pngUri } from '../png-uri.js';
import { caveatOf, shrinkageSentence } from '../collapse-status.js';
import { splitByPresence } from '../status.js';
import type { FigurePiece } from './figure.js';

/** Raw bytes of all strips together: even where they do not compress, base64 makes less than 1.35 MB of them. */
const BYTES_SHOWN = 1_000_000;
const MOST_PAIRS = 6;
const FEW_PAIRS = 2;
const MOST_COLUMNS = [11, 9, 7] as const;
const FEW_COLUMNS = 5;

/** Decoded paths of the same pairs, arm under arm, α by α. */
export const films: FigurePiece = {
  title: 'What the paths look like',
  about:
    'The same pairs for every arm: read down a column to compare arms at one α, along a row to follow one path. ' +
    'Look for blur, grey, ghosts of both ends at once, or a picture that does not change.',
  draw(experiment) {
    const { present, absent } = splitByPresence(experiment, (arm) => arm.frames !== null);
    const first = present.find(isLinear) ?? present[0];
    if (first?.frames == null)
      return missing('No frames yet: they are decoded when an arm’s evaluation finishes.', absent);
    const { pairs, alphas, of } = chooseShown(first.frames, present);
    const shrunk = shrinkageSentence(present);
    const ends = isLinear(first)
      ? html`The first and last frames of <em>${first.name}</em> are the decoded real latents: where every path should
          begin and end.`
      : html`No linear arm has frames, so the real ends of the pairs are not shown.`;
    return html`
      ${shrunk === null ? null : html`<p class="caveat">${shrunk}</p>`}
      <div class="films">${pairs.map((pair) => filmBlock(pair, present, alphas))}</div>
      <p class="caption">
        ${pairs.length === of ? `All ${plural(of, 'pair')}` : `${plural(pairs.length, 'pair')} of the ${of}`} whose
        frames were kept, ${alphas.length} of their α. ${ends} ${seedsOf(experiment)} ${absent}
      </p>
    `;
  },
};

/** The formula (1−α)·zA + α·zB, by its setting, or by its name where the setting does not differ between arms. */
function isLinear(arm: LoadedArm): boolean {
  const kind = arm.settings.find(({ key }) => key === 'path.kind')?.value;
  return kind === undefined ? arm.name === 'linear' : kind === 'linear';
}

interface Shown {
  readonly pairs: readonly number[];
  readonly alphas: readonly number[];
  /** How many pairs there are to choose from. */
  readonly of: number;
}

/**
 * The first pairs that all arms have (or that `reference` has, where arms have none in common), and evenly spaced α of
 * its grid, ends included: as many as the budget of bytes allows, and an even number of pairs, for they stand two by
 * two.
 */
export function chooseShown(reference: Frames, arms: readonly Pick<LoadedArm, 'frames'>[]): Shown {
  const own = [...reference.pairs.keys()];
  const common = own.filter((pair) => arms.every((arm) => arm.frames?.pairs.has(pair)));
  const candidates = common.length > 0 ? common : own;
  const grid = reference.pairs.get(candidates[0]!)!.alphas;
  const size = reference.height * reference.width * reference.channels * arms.length;
  const fit = (columns: number): number => Math.floor(BYTES_SHOWN / (size * columns));
  const most = MOST_COLUMNS.find((count) => fit(count) >= FEW_PAIRS) ?? FEW_COLUMNS;
  const every = strideOf(grid.length, most);
  const alphas = grid.filter((_, i) => i % every === 0);
  const count = Math.max(1, Math.min(MOST_PAIRS, fit(alphas.length)));
  return { pairs: candidates.slice(0, count > 1 ? count - (count % 2) : 1), alphas, of: candidates.length };
}

/** The least stride that keeps both ends of a grid and at most `most` of its points; at least the two ends. */
function strideOf(points: number, most: number): number {
  const steps = points - 1;
  for (let stride = 1; stride < steps; stride++) if (steps % stride === 0 && steps / stride < most) return stride;
  return Math.max(1, steps);
}

function filmBlock(pair: number, arms: readonly LoadedArm[], alphas: readonly number[]): Html {
  return html`<figure class="film" style="--columns: ${alphas.length}">
    <figcaption>Pair ${pair}</figcaption>
    <div class="film-head" aria-hidden="true">
      <span class="film-axis">α</span
      >${alphas.map((alpha) => html`<span>${formatTick(Number(alpha.toFixed(3))).replace(/^0\./, '.')}</span>`)}
    </div>
    ${arms.map(
      (arm) =>
        html`<div class="film-row">
          <div class="film-name">${armName(arm)}${caveat(arm)}</div>
          ${strip(pair, arm, alphas)}
        </div>`,
    )}
  </figure>`;
}

function caveat(arm: LoadedArm): Html | null {
  const text = caveatOf(arm);
  return text === null ? null : html` <small class="alarm">${text}</small>`;
}

function strip(pair: number, arm: LoadedArm, alphas: readonly number[]): Html {
  const { height, width, channels, pairs } = arm.frames!;
  const row = pairs.get(pair);
  if (row === undefined) return html`<span class="missing">no frames of this pair</span>`;
  const frames = alphas.map((alpha) => row.frames[row.alphas.indexOf(alpha)]).filter((frame) => frame !== undefined);
  if (frames.length < alphas.length) return html`<span class="missing">decoded at other α</span>`;
  const data = joinFrames(frames, height, width, channels);
  const alt = `${arm.name}, pair ${pair}: ${frames.length} decoded frames from α = ${alphas[0]} to ${alphas.at(-1)}`;
  return html`<img
    src="${pngUri({ width: width * frames.length, height, channels, data })}"
    width="${width * frames.length}"
    height="${height}"
    alt="${alt}"
  />`;
}

function seedsOf({ record, arms }: LoadedExperiment): string | null {
  if (record.seeds.length < 2) return null;
  const seeds = new Set(arms.filter((arm) => arm.trained && arm.frames !== null).map((arm) => arm.framesSeed));
  return `Trained arms: seed ${[...seeds].join(', ')} of ${record.seeds.join(', ')}.`;
}
