import { inlineJson, type ExploreData, type ExplorePair } from '@latent-paths/browser';
import { formatBytes, plural } from '@latent-paths/core';
import { armName } from '../arm-key.js';
import { explorationOf, type Exploration } from '../exploration.js';
import { html, type Html } from '../html.js';
import { REASON_KINDS, REASON_WORDS } from '../reason-words.js';
import type { FigurePiece } from './figure.js';

/** One pair after the other along α, all arms side by side; it needs its script. */
export const explore: FigurePiece = {
  title: 'Move along a path',
  about:
    'Choose a pair, and move α: all pictures and curves move together. The pairs hold the worst that there are and ' +
    'those on which arms differ, so that failures can be looked at, and not only the first few.',
  script: 'explore',
  draw(experiment) {
    const exploration = explorationOf(experiment);
    return exploration === null ? null : section(exploration, experiment.arms);
  },
};

function section(exploration: Exploration, arms: Parameters<FigurePiece['draw']>[0]['arms']): Html {
  const { data } = exploration;
  const last = data.alphas.length - 1;
  const names = data.arms.map(({ name, colour, dash }) => {
    const known = arms.find((arm) => arm.name === name);
    return armName(known ?? { name, style: { colour, dash, symbol: 'circle' } });
  });
  const { width, height } = data.image;
  return html`
    <div class="explore-controls">
      <label for="explore-pair">Pair</label>
      <select id="explore-pair">
        ${groups(data)}
      </select>
      <label for="explore-arm">Arm</label>
      <select id="explore-arm">
        ${data.arms.map(({ name }, i) => html`<option value="${i}">${name}</option>`)}
      </select>
      <span class="explore-slider">
        <label for="explore-alpha">α</label>
        <input id="explore-alpha" type="range" min="0" max="${last}" step="1" value="${last >> 1}" />
        <output id="explore-value" for="explore-alpha"></output>
      </span>
      <button id="explore-play" type="button" aria-pressed="false">Play</button>
    </div>
    <div id="explore-frames" class="explore-frames">
      ${names.map(
        (name) =>
          html`<figure>
            <canvas width="${width}" height="${height}" role="img"></canvas>
            <figcaption>${name}<span class="explore-note"></span></figcaption>
          </figure>`,
      )}
    </div>
    <div id="explore-strips" class="explore-strips" style="--columns: ${data.alphas.length}">
      ${names.map(
        (name) =>
          html`<div class="explore-strip">
            <span class="explore-name">${name}</span>
            <span class="explore-film"
              ><canvas width="${width * data.alphas.length}" height="${height}" role="img"></canvas
            ></span>
          </div>`,
      )}
    </div>
    <div id="explore-charts" class="explore-charts"></div>
    <div class="explore-take">
      <button id="explore-link" type="button">Copy link</button>
      <button id="explore-png" type="button">Save PNG</button>
      <button id="explore-svg" type="button">Save SVG</button>
      <span id="explore-said" role="status"></span>
    </div>
    <p class="caption">${caption(exploration)}</p>
    ${{ markup: `<script type="application/json" id="explore-data">${inlineJson(data)}</script>` }}
  `;
}

/** The pairs by why they were chosen. */
function groups({ pairs }: ExploreData): readonly Html[] {
  return REASON_KINDS.flatMap((kind) => {
    const members = [...pairs.entries()].filter(([, { reasons }]) => reasons[0]?.kind === kind);
    if (members.length === 0) return [];
    return html`<optgroup label="${REASON_WORDS[kind]}">
      ${members.map(([place, pair]) => html`<option value="${place}">${nameOf(pair)}</option>`)}
    </optgroup>`;
  });
}

function nameOf({ pair, reasons }: ExplorePair): string {
  const of = reasons[0]?.arms ?? [];
  return of.length === 0 ? String(pair) : `${pair} (${of.join(' and ')})`;
}

function caption({ data, bytes, quality, without }: Exploration): Html {
  const sizes = `${plural(data.pairs.length, 'pair')} at ${data.alphas.length} α`;
  const size = formatBytes(bytes);
  const kept =
    quality === null
      ? html`${sizes}, as the trials kept their frames, ${size} of this page. Curves of single pairs are not there:
          <code>npx latent-paths explore</code> makes them.`
      : html`${sizes}. The frames are lossy WebP of quality ${quality}, ${size} of this page; the numbers are those of
          the trials’ tables. Trained arms decide which pairs are the worst.`;
  const absent = without.map(({ arm, why }) => html` Not all frames of ${arm} are here: ${why}.`);
  return html`${kept}${knownTruth(data)}${absent}`;
}

/** Where true images are known of some pairs alone: of how many. */
function knownTruth({ pairs, factors }: ExploreData): string | null {
  const known = pairs.filter(({ walks }) => walks.some(({ distance }) => distance !== null));
  return factors.length === 0 || known.length === pairs.length
    ? null
    : ` True images and their factors are known of ${known.length} of these pairs: the first that trials scored.`;
}
