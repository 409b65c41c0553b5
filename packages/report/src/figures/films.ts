import { factorsBetween, plural } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { formatTick } from '../format.js';
import { joinFrames, type Frames } from '../frames.js';
import type { TrueImages } from '../load-truth.js';
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

/** What the first row of a pair is. */
const TRUE_ROW =
  'True images: the two real held-out images themselves, and between them images that were drawn from the factors ' +
  'half way, a quarter of the way and so on. No VAE made them: the sharper and the more like them, the truer.';

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
    const blocks = pairs.map((pair) => filmBlock(pair, alphas, rowsOf(pair, experiment, present, alphas)));
    const ends = isLinear(first)
      ? html`The first and last frames of <em>${first.name}</em> are the decoded real latents: where every path should
          begin and end.`
      : html`No linear arm has frames, so the real ends of the pairs are not shown.`;
    return html`
      ${shrunk === null ? null : html`<p class="caveat">${shrunk}</p>`}
      <div class="films">${blocks}</div>
      <p class="caption">
        ${pairs.length === of ? `All ${plural(of, 'pair')}` : `${plural(pairs.length, 'pair')} of the ${of}`} whose
        frames were kept, ${alphas.length} of their α. ${ends} ${seedsOf(experiment)}
        ${experiment.trueImages === null ? null : TRUE_ROW} ${absent}
      </p>
      ${nearestTrue(experiment, present, { pairs: pairs.slice(0, FEW_PAIRS), alphas })}
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

interface FilmRow {
  readonly name: Html;
  readonly strip: Html;
}

/** The true images of a pair, where they are known, above the strips of all arms. */
function rowsOf(
  pair: number,
  { trueImages }: LoadedExperiment,
  arms: readonly LoadedArm[],
  alphas: readonly number[],
): readonly FilmRow[] {
  const known = trueImages?.ends.get(pair);
  const ofTruth =
    known === undefined
      ? []
      : [{ name: html`<b>true images</b>`, strip: trueStrip(pair, trueImages!, arms[0]!.frames!, alphas) }];
  return [
    ...ofTruth,
    ...arms.map((arm) => ({ name: html`${armName(arm)}${caveat(arm)}`, strip: strip(pair, arm, alphas) })),
  ];
}

function filmBlock(pair: number, alphas: readonly number[], rows: readonly FilmRow[]): Html {
  return html`<figure class="film" style="--columns: ${alphas.length}">
    <figcaption>Pair ${pair}</figcaption>
    <div class="film-head" aria-hidden="true">
      <span class="film-axis">α</span
      >${alphas.map((alpha) => html`<span>${formatTick(Number(alpha.toFixed(3))).replace(/^0\./, '.')}</span>`)}
    </div>
    ${rows.map(
      ({ name, strip: pictures }) =>
        html`<div class="film-row">
          <div class="film-name">${name}</div>
          ${pictures}
        </div>`,
    )}
  </figure>`;
}

/** Images on the true path between the two held-out images of a pair, which are its first and its last. */
function trueStrip(
  pair: number,
  { factors, ends, render }: TrueImages,
  shape: Frames,
  alphas: readonly number[],
): Html {
  const frames = alphas.map((alpha) => render(factorsBetween(factors, ends.get(pair)!, alpha)));
  return picture(
    frames,
    shape,
    `true images of pair ${pair}: ${frames.length} frames from one held-out image to the other`,
  );
}

/** Each decoded frame of an arm above the true image that is nearest to it. */
function nearestTrue(
  { trueImages }: LoadedExperiment,
  arms: readonly LoadedArm[],
  { pairs, alphas }: Pick<Shown, 'pairs' | 'alphas'>,
): Html | null {
  if (trueImages === null) return null;
  const blocks = pairs.flatMap((pair) => {
    const rows = arms.flatMap((arm): FilmRow[] => {
      const nearest = nearestStrip(pair, arm, trueImages, alphas);
      return nearest === null
        ? []
        : [
            { name: html`${armName(arm)}${caveat(arm)}`, strip: strip(pair, arm, alphas) },
            { name: html`<span class="note">nearest true images</span>`, strip: nearest },
          ];
    });
    return rows.length === 0 ? [] : [filmBlock(pair, alphas, rows)];
  });
  return blocks.length === 0
    ? null
    : html`<details class="nearest">
        <summary>Each frame above the true image nearest to it</summary>
        <div class="films">${blocks}</div>
        <p class="caption">
          Below each frame the image that the factors found in it make. The less a frame differs from the one below it,
          the truer it is: the squared difference is the true distance of the tables.
        </p>
      </details>`;
}

function nearestStrip(
  pair: number,
  { name, frameFactors, frames }: LoadedArm,
  { render }: TrueImages,
  alphas: readonly number[],
): Html | null {
  const found = frameFactors?.pairs.get(pair);
  if (found === undefined) return null;
  const factors = alphas.map((alpha) => found[frameFactors!.alphas.indexOf(alpha)]);
  if (!factors.every((of) => of !== undefined)) return null;
  return picture(factors.map(render), frames!, `nearest true images of ${name}, pair ${pair}: ${alphas.length} frames`);
}

function caveat(arm: LoadedArm): Html | null {
  const text = caveatOf(arm);
  return text === null ? null : html` <small class="alarm">${text}</small>`;
}

function strip(pair: number, arm: LoadedArm, alphas: readonly number[]): Html {
  const row = arm.frames!.pairs.get(pair);
  if (row === undefined) return html`<span class="missing">no frames of this pair</span>`;
  const frames = alphas.map((alpha) => row.frames[row.alphas.indexOf(alpha)]).filter((frame) => frame !== undefined);
  if (frames.length < alphas.length) return html`<span class="missing">decoded at other α</span>`;
  const alt = `${arm.name}, pair ${pair}: ${frames.length} decoded frames from α = ${alphas[0]} to ${alphas.at(-1)}`;
  return picture(frames, arm.frames!, alt);
}

function picture(
  frames: readonly Uint8Array[],
  { height, width, channels }: Pick<Frames, 'height' | 'width' | 'channels'>,
  alt: string,
): Html {
  const data = joinFrames(frames, height, width, channels);
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
