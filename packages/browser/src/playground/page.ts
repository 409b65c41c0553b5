import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleScript, inlineJson } from '../bundle-script.js';
import type { PlaygroundData } from './data.js';

export interface PlaygroundPage {
  readonly data: PlaygroundData;
  /** Bytes of all its arrays. */
  readonly bytes: Uint8Array;
  /** What is worth saying of it beside, in words: of weights that were rounded, say. */
  readonly note: string | null;
}

const ENDS = [
  ['a', 'A'],
  ['b', 'B'],
  ['c', 'C'],
  ['d', 'D'],
] as const;

/**
 * A page in which the trial's own network computes: one file that asks for nothing. Its policy lets one script run,
 * known by its hash, and compile WebAssembly; never text as code.
 */
export function playgroundPage({ data, bytes, note }: PlaygroundPage): string {
  const { experiment, trial, arm, image, pictures } = data;
  const script = bundleScript('playground');
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    `script-src ${script.source} 'wasm-unsafe-eval'`,
  ].join('; ');
  const size = `${image.width}×${image.height}`;
  const name = escapeText(`${experiment}/${trial}`);
  const canvas = (id: string, width: number, height: number) =>
    `<canvas id="${id}" width="${width}" height="${height}" role="img" aria-label="not computed yet"></canvas>`;
  const end = ([id, letter]: (typeof ENDS)[number], i: number) => `
    <fieldset id="box-${id}" disabled>
      <legend>${letter}</legend>
      ${canvas(`picture-${id}`, image.width, image.height)}
      <div class="fields">
        <label>Held-out image, 0 to ${pictures.count - 1}
          <input id="end-${id}" type="number" min="0" max="${pictures.count - 1}" value="${i}"></label>
        <button id="random-${id}" type="button">Random</button>
        <label>or a file of ${size} pixels <input id="file-${id}" type="file" accept="image/*"></label>
      </div>
    </fieldset>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${name} · playground</title>
<style>${readFileSync(join(__dirname, 'page.css'), 'utf8')}</style>
</head>
<body>
<main>
<p class="soft">latent-paths / playground</p>
<h1>${escapeText(arm)}</h1>
<p>The network of ${name} computes in this page. Choose two images, or drop two of yours on A and B, and move α:
the path and the straight line are decoded as you go. A file of yours is read here and sent nowhere.</p>
<noscript><p>This page computes, and needs scripts for that.</p></noscript>
<div class="slider">
  <label for="alpha">α</label>
  <input id="alpha" type="range" min="0" max="32" step="1" value="16" disabled>
  <output id="alpha-value" for="alpha">α = 0.5</output>
</div>
<div class="walk">
<div class="ends">${ENDS.slice(0, 2).map(end).join('')}</div>
<div class="frames">
  <figure>${canvas('path', image.width, image.height)}
    <figcaption><i class="swatch"></i>${escapeText(arm)}<span id="path-note"></span></figcaption></figure>
  <figure>${canvas('line', image.width, image.height)}
    <figcaption><i class="swatch of-line"></i>straight line<span id="line-note"></span></figcaption></figure>
</div>
</div>
<details>
<summary>Choose by picture</summary>
<div class="gallery-controls">
  <label>Click on an image to make it <select id="gallery-end">${ENDS.map(
    ([id, letter]) => `<option value="${id}">${letter}</option>`,
  ).join('')}</select></label>
  <button id="gallery-before" type="button">Before</button>
  <button id="gallery-after" type="button">After</button>
  <span id="gallery-shown" class="soft"></span>
</div>
${canvas('gallery', 10 * image.width, 5 * image.height)}
</details>
<p id="said" role="status"></p>
<h2>r(α) = ‖z − P(z)‖²</h2>
<p class="soft">How far each point is from being reproduced by the VAE; real held-out latents have
${data.real.toPrecision(3)} on average.</p>
<div id="curves"></div>
<h2>Between four corners</h2>
<p class="soft">Decoded points of the plane between A and B (above) and C and D (below): bilinear, no path.</p>
<div class="ends">${ENDS.slice(2)
    .map((one, i) => end(one, i + 2))
    .join('')}</div>
<div class="grid">${canvas('grid', 7 * image.width, 7 * image.height)}</div>
<h2>What this is</h2>
<p class="soft">The pictures above are ${pictures.areReal ? 'held-out images' : 'decoded from held-out latents'},
as lossy WebP; their latents are those that the trial was scored on. <span id="check"></span>
${note === null ? '' : escapeText(note)}</p>
<p class="soft" id="rate"></p>
</main>
<script type="application/json" id="playground-data">${inlineJson(data)}</script>
<script type="application/octet-stream" id="playground-bytes">${Buffer.from(bytes).toString('base64')}</script>
<script>${script.text}</script>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
