import { chartsOf, type ShownChart } from './charts.js';
import type { ExploreData } from './data.js';
import { byId } from './elements.js';
import { valueAt } from './line-chart.js';
import { format } from './numbers.js';
import { hashOf, nearest, placeOf } from './place.js';
import { makePlayer } from './player.js';
import { download, pngOf, savedSvg } from './save.js';
import { loadSprite, type Sprite } from './sprite.js';

/** What a reader has chosen, as places in the lists of the page. */
interface Chosen {
  arm: number;
  pair: number;
  column: number;
}

/** Milliseconds of rest before the address follows: browsers refuse more than a few changes a second. */
const REST = 250;

/** Makes the section move: from here on the reader chooses arm, pair and α. */
export function startExploring(data: ExploreData): void {
  const slider = byId('explore-alpha', HTMLInputElement);
  const armBox = byId('explore-arm', HTMLSelectElement);
  const pairBox = byId('explore-pair', HTMLSelectElement);
  const playButton = byId('explore-play', HTMLButtonElement);
  const output = byId('explore-value', HTMLOutputElement);
  const said = byId('explore-said', HTMLElement);
  const chartsBox = byId('explore-charts', HTMLElement);
  const figures = [...document.querySelectorAll<HTMLElement>('#explore-frames > figure')];
  const strips = [...document.querySelectorAll<HTMLElement>('#explore-strips > .explore-strip')];
  const canvasOf = (box: HTMLElement) => box.querySelector('canvas')!; // the page has one in each
  const sprites = new Map<number, Promise<Sprite>>();
  const chosen: Chosen = { arm: 0, pair: 0, column: (data.alphas.length - 1) >> 1 };
  let charts: ShownChart[] = [];
  let sprite: Sprite | null = null;
  let resting: number | undefined;

  const pairHere = () => data.pairs[chosen.pair]!;
  const alphaHere = () => data.alphas[chosen.column]!;
  const noteOf = (arm: number): string => {
    const { reprojection } = pairHere().walks[arm]!;
    const points = reprojection?.map((value, i) => [data.arms[arm]!.alphas[i]!, value] as const);
    const value = points && valueAt(points, alphaHere());
    return value == null ? 'r not known' : `r = ${format(value)}`;
  };

  /** Draws what changes with α alone. */
  const showColumn = (): void => {
    slider.value = String(chosen.column);
    const alpha = format(alphaHere());
    output.value = `α = ${alpha}`;
    slider.setAttribute('aria-valuetext', `α = ${alpha}, ${data.arms[chosen.arm]!.name}: ${noteOf(chosen.arm)}`);
    figures.forEach((figure, arm) => {
      const canvas = canvasOf(figure);
      const shown = sprite?.draw(canvas, arm, chosen.column) ?? null;
      const elsewhere =
        shown === null || shown === chosen.column ? '' : `, frame of α = ${format(data.alphas[shown]!)}`;
      const note = shown === null ? 'no frame of this pair' : `${noteOf(arm)}${elsewhere}`;
      figure.querySelector('.explore-note')!.textContent = note;
      canvas.setAttribute('aria-label', `${data.arms[arm]!.name}, pair ${pairHere().pair}, α = ${alpha}: ${note}`);
    });
    for (const strip of strips) strip.style.setProperty('--at', String(chosen.column));
    for (const chart of charts) chart.show(chosen.column);
  };

  const showCharts = (): void => {
    charts = chartsOf({ data, pair: pairHere(), arm: chosen.arm, room: chartsBox.clientWidth });
    chartsBox.replaceChildren(
      ...charts.map(({ title, element, alphaAt }) => {
        const box = document.createElement('figure');
        const caption = document.createElement('figcaption');
        caption.textContent = title;
        box.style.width = `${element.getAttribute('width')}px`;
        box.append(caption, element);
        if (alphaAt !== null) followPointer(element, (event) => nearest(data.alphas, alphaAt(event.clientX)));
        return box;
      }),
    );
    for (const chart of charts) chart.show(chosen.column);
  };

  const showPair = async (): Promise<void> => {
    const { pair } = chosen;
    armBox.value = String(chosen.arm);
    pairBox.value = String(pair);
    [...figures, ...strips].forEach((box, i) => box.classList.toggle('chosen', i % figures.length === chosen.arm));
    showCharts();
    const loading = sprites.get(pair) ?? loadSprite(data, pairHere());
    sprites.set(pair, loading);
    const loaded = await loading;
    if (chosen.pair !== pair) return; // the reader has gone on
    sprite = loaded;
    strips.forEach((strip, arm) => {
      const canvas = canvasOf(strip);
      loaded.strip(canvas, arm);
      canvas.setAttribute('aria-label', `${data.arms[arm]!.name}, pair ${pairHere().pair}: all frames from α = 0 to 1`);
    });
    showColumn();
  };

  const keepAddress = (): void => {
    clearTimeout(resting);
    resting = window.setTimeout(() => history.replaceState(null, '', address()), REST);
  };
  const address = () => hashOf({ arm: data.arms[chosen.arm]!.name, pair: pairHere().pair, alpha: alphaHere() });
  const choose = (change: Partial<Chosen>): void => {
    Object.assign(chosen, change);
    if (change.arm === undefined && change.pair === undefined) showColumn();
    else void showPair();
  };
  const player = makePlayer(
    data.alphas.length,
    () => chosen.column,
    (column) => choose({ column }),
  );
  const setPlaying = (isPlaying: boolean): void => {
    playButton.textContent = isPlaying ? 'Pause' : 'Play';
    playButton.setAttribute('aria-pressed', String(isPlaying));
    if (!isPlaying) keepAddress();
  };
  const byHand = (change: Partial<Chosen>): void => {
    if (change.column !== undefined) {
      player.stop();
      setPlaying(false);
    }
    choose(change);
    keepAddress();
  };
  const followPointer = (element: Element, columnAt: (event: PointerEvent) => number): void => {
    const go = (event: Event) => {
      if (event instanceof PointerEvent && (event.type === 'pointerdown' || event.buttons === 1))
        byHand({ column: columnAt(event) });
    };
    element.addEventListener('pointerdown', go);
    element.addEventListener('pointermove', go);
  };
  const restore = (): void => {
    const { arm, pair, alpha } = placeOf(location.hash);
    const armPlace = data.arms.findIndex(({ name }) => name === arm);
    const pairPlace = data.pairs.findIndex((one) => one.pair === pair);
    if (armPlace >= 0) chosen.arm = armPlace;
    if (pairPlace >= 0) chosen.pair = pairPlace;
    if (alpha !== undefined) chosen.column = nearest(data.alphas, alpha);
    if (location.hash.startsWith('#explore?')) byId('explore', HTMLElement).scrollIntoView();
  };

  slider.addEventListener('input', () => byHand({ column: Number(slider.value) }));
  armBox.addEventListener('change', () => byHand({ arm: Number(armBox.value) }));
  pairBox.addEventListener('change', () => byHand({ pair: Number(pairBox.value) }));
  playButton.addEventListener('click', () => setPlaying(player.toggle()));
  figures.forEach((figure, arm) => canvasOf(figure).addEventListener('click', () => byHand({ arm })));
  for (const strip of strips) {
    const canvas = canvasOf(strip);
    followPointer(canvas, ({ clientX }) => {
      const box = canvas.getBoundingClientRect();
      const column = Math.floor(((clientX - box.left) / box.width) * data.alphas.length);
      return Math.min(data.alphas.length - 1, Math.max(0, column));
    });
  }
  const saved = () =>
    savedSvg({
      title: `Pair ${pairHere().pair}, α = ${format(alphaHere())}`,
      frames: figures.map((figure, arm) => ({
        canvas: canvasOf(figure),
        name: data.arms[arm]!.name,
        note: noteOf(arm),
      })),
      charts,
    });
  const nameOf = (ending: string) => `pair-${pairHere().pair}-alpha-${format(alphaHere())}.${ending}`;
  byId('explore-svg', HTMLButtonElement).addEventListener('click', () => {
    download(nameOf('svg'), `data:image/svg+xml;charset=utf-8,${encodeURIComponent(saved())}`);
  });
  byId('explore-png', HTMLButtonElement).addEventListener('click', () => {
    void pngOf(saved()).then((png) => download(nameOf('png'), png));
  });
  byId('explore-link', HTMLButtonElement).addEventListener('click', () => {
    history.replaceState(null, '', address());
    void navigator.clipboard.writeText(location.href).then(
      () => (said.textContent = 'The link is in the clipboard.'),
      () => (said.textContent = `The browser refuses the clipboard: the link is ${location.href}`),
    );
  });
  addEventListener('hashchange', () => {
    if (!location.hash.startsWith('#explore?')) return;
    restore();
    void showPair();
  });
  let width = chartsBox.clientWidth;
  new ResizeObserver(() => {
    if (chartsBox.clientWidth === width) return;
    width = chartsBox.clientWidth;
    showCharts();
  }).observe(chartsBox);

  restore();
  void showPair();
}
