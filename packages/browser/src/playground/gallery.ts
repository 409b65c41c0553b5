import { byId } from '../explore/elements.js';
import type { PlaygroundData } from './data.js';
import type { End } from './end.js';

const COLUMNS = 10;
const ROWS = 5;

/** Shows held-out images fifty at a time: a click makes one of them the end that is chosen beside. */
export function openGallery(
  { image, pictures }: Pick<PlaygroundData, 'image' | 'pictures'>,
  sheet: CanvasImageSource,
  ends: Readonly<Record<string, End>>,
): void {
  const canvas = byId('gallery', HTMLCanvasElement);
  const which = byId('gallery-end', HTMLSelectElement);
  const shown = byId('gallery-shown', HTMLElement);
  const size = COLUMNS * ROWS;
  const pages = Math.ceil(pictures.count / size);
  let page = 0;
  const show = (): void => {
    const context = canvas.getContext('2d')!; // every browser has it
    context.clearRect(0, 0, canvas.width, canvas.height);
    const last = Math.min(size, pictures.count - page * size);
    for (let i = 0; i < last; i++) {
      const { tile, columns } = pictures;
      const at = page * size + i;
      const [x, y] = [(at % columns) * tile.width + tile.left, Math.floor(at / columns) * tile.height + tile.top];
      const [left, top] = [(i % COLUMNS) * image.width, Math.floor(i / COLUMNS) * image.height];
      context.drawImage(sheet, x, y, image.width, image.height, left, top, image.width, image.height);
    }
    const label = `Images ${page * size} to ${page * size + last - 1} of ${pictures.count}`;
    shown.textContent = label;
    canvas.setAttribute('aria-label', label);
  };
  const turn = (by: number) => () => {
    page = (page + by + pages) % pages;
    show();
  };
  byId('gallery-before', HTMLButtonElement).addEventListener('click', turn(-1));
  byId('gallery-after', HTMLButtonElement).addEventListener('click', turn(1));
  canvas.addEventListener('click', ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    const column = Math.floor(((clientX - box.left) / box.width) * COLUMNS);
    const row = Math.floor(((clientY - box.top) / box.height) * ROWS);
    const at = page * size + row * COLUMNS + column;
    if (at < pictures.count) ends[which.value]?.choose(at);
  });
  show();
}
