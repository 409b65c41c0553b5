import { byId } from '../explore/elements.js';
import { lineChart, type LineChart } from '../explore/line-chart.js';
import { format } from '../explore/numbers.js';
import type { PlaygroundData } from './data.js';
import { openEnd, type End } from './end.js';
import { openGallery } from './gallery.js';
import { draw } from './pictures.js';
import { bilinear, type Walker } from './walker.js';

/** α of the curves, and latents of a side of the grid. */
const POINTS = 33;
const SIDE = 7;

export interface StartOptions {
  readonly data: PlaygroundData;
  readonly latents: Float32Array;
  readonly sheet: CanvasImageSource;
  readonly walker: Walker;
  readonly backend: string;
}

/** Makes the page move: ends, α, curves that are drawn as they are computed, and the grid between four corners. */
export function startPlaying({ data, latents, sheet, walker, backend }: StartOptions): void {
  const slider = byId('alpha', HTMLInputElement);
  const said = byId('said', HTMLElement);
  const output = byId('alpha-value', HTMLOutputElement);
  const pathCanvas = byId('path', HTMLCanvasElement);
  const lineCanvas = byId('line', HTMLCanvasElement);
  const grid = byId('grid', HTMLCanvasElement);
  const curves = byId('curves', HTMLElement);
  const rate = byId('rate', HTMLElement);
  const say = (text: string): void => void (said.textContent = text);
  const alphaHere = () => Number(slider.value) / (POINTS - 1);

  /** Raised with every change: work for an older one ends. */
  let turn = 0;
  let isMoving = false;
  let isAsked = false;
  let chart: LineChart | null = null;

  const showStep = async (): Promise<void> => {
    if (isMoving) {
      isAsked = true;
      return;
    }
    isMoving = true;
    do {
      isAsked = false;
      const alpha = alphaHere();
      const began = performance.now();
      const { frame, line, reprojection, lineReprojection } = await walker.step(ends.a.latent, ends.b.latent, alpha);
      const seconds = (performance.now() - began) / 1000;
      draw(pathCanvas, frame, data.image);
      draw(lineCanvas, line, data.image);
      const own = reprojection === null ? 'no latents' : `r = ${format(reprojection)}`;
      byId('path-note', HTMLElement).textContent = own;
      byId('line-note', HTMLElement).textContent = `r = ${format(lineReprojection)}`;
      output.value = `α = ${format(alpha)}`;
      slider.setAttribute('aria-valuetext', `α = ${format(alpha)}, path ${own}, line r = ${format(lineReprojection)}`);
      pathCanvas.setAttribute('aria-label', `Path at α = ${format(alpha)}: ${own}`);
      lineCanvas.setAttribute('aria-label', `Straight line at α = ${format(alpha)}: r = ${format(lineReprojection)}`);
      rate.textContent = `${format(1 / seconds)} steps a second, each of two frames and their r; ${backend}`;
      chart?.show(alpha);
    } while (isAsked);
    isMoving = false;
  };

  const showCurves = async (own: number): Promise<void> => {
    const path: (readonly [number, number])[] = [];
    const line: (readonly [number, number])[] = [];
    for (let i = 0; i < POINTS; i++) {
      if (own !== turn) return;
      const alpha = i / (POINTS - 1);
      const { reprojection, lineReprojection } = await walker.step(ends.a.latent, ends.b.latent, alpha);
      if (reprojection !== null) path.push([alpha, reprojection]);
      line.push([alpha, lineReprojection]);
      chart = lineChart({
        label: `r(α) of ${data.arm} and of the straight line, ${line.length} of ${POINTS} points`,
        width: Math.max(280, Math.min(640, curves.clientWidth)),
        height: 240,
        curves: [
          { name: 'straight line', colour: 'var(--line)', dash: '4 4', isChosen: false, points: line },
          ...(path.length === 0
            ? []
            : [{ name: data.arm, colour: 'var(--path)', dash: null, isChosen: true, points: path }]),
        ],
      });
      curves.replaceChildren(chart.element);
      chart.show(alphaHere());
      await new Promise((resolve) => setTimeout(resolve));
    }
  };

  const showGrid = async (own: number): Promise<void> => {
    const corners = [ends.a, ends.b, ends.c, ends.d].map(({ latent }) => latent);
    for (let row = 0; row < SIDE; row++) {
      const latentsOfRow = Array.from({ length: SIDE }, (_, column) =>
        bilinear(corners, column / (SIDE - 1), row / (SIDE - 1)),
      );
      const pictures = await walker.decode(latentsOfRow);
      if (own !== turn) return;
      pictures.forEach((picture, column) =>
        draw(grid, picture, data.image, column * data.image.width, row * data.image.height),
      );
    }
  };

  const changed = (): void => {
    turn += 1;
    const own = turn;
    void showStep()
      .then(() => showCurves(own))
      .then(() => showGrid(own));
  };
  const open = (name: string): End => openEnd({ name, data, latents, sheet, walker, changed, say });
  const ends = { a: open('a'), b: open('b'), c: open('c'), d: open('d') };
  openGallery(data, sheet, ends);
  slider.addEventListener('input', () => void showStep());
  for (const element of document.querySelectorAll<HTMLFieldSetElement>('fieldset')) element.disabled = false;
  slider.disabled = false;
  void check(data, latents, walker).then((text) => {
    byId('check', HTMLElement).textContent = text;
    changed();
  });
}

/** How far the page's numbers are from those of the trial, in words. */
async function check({ scored, latentSize }: PlaygroundData, latents: Float32Array, walker: Walker): Promise<string> {
  const latentAt = (row: number) => latents.slice(row * latentSize, (row + 1) * latentSize);
  let most = 0;
  let points = 0;
  for (const { a, b, alphas, reprojection } of scored) {
    for (const [i, alpha] of alphas.entries()) {
      const made = await walker.step(latentAt(a), latentAt(b), alpha);
      const expected = reprojection[i]!;
      most = Math.max(most, Math.abs((made.reprojection ?? NaN) - expected) / Math.max(1, Math.abs(expected)));
      points += 1;
    }
  }
  return points === 0
    ? 'No pair of the trial is in this page to hold its numbers against.'
    : `Held against ${points} points of the trial: r differs by at most ${most.toExponential(1)} of its size.`;
}
