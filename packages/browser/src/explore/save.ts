import { svg } from './elements.js';

/** One picture of the figure that is saved. */
interface SavedFrame {
  readonly canvas: HTMLCanvasElement;
  readonly name: string;
  readonly note: string;
}

export interface SavedFigure {
  readonly title: string;
  readonly frames: readonly SavedFrame[];
  readonly charts: readonly { readonly title: string; readonly element: SVGElement }[];
}

const SIDE = 128;
const GAP = 16;
const COLUMNS = 6;
const FONT = "12px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** Frames and charts as one SVG that stands alone: pictures inside, colours as they are on the screen now. */
export function savedSvg({ title, frames, charts }: SavedFigure): string {
  const columns = Math.min(COLUMNS, Math.max(1, frames.length));
  const rows = Math.ceil(frames.length / columns);
  const chartWidth = Math.max(0, ...charts.map(({ element }) => widthOf(element)));
  const width = Math.max(columns * (SIDE + GAP), chartWidth) + GAP;
  const style = getComputedStyle(document.body);
  const drawn: SVGElement[] = [text(title, GAP, 24, 600)];
  frames.forEach(({ canvas, name, note }, i) => {
    const [x, y] = [GAP + (i % columns) * (SIDE + GAP), 40 + Math.floor(i / columns) * (SIDE + 48)];
    drawn.push(
      svg('image', {
        href: canvas.toDataURL('image/png'),
        x,
        y,
        width: SIDE,
        height: SIDE,
        style: 'image-rendering: pixelated',
      }),
      text(name, x, y + SIDE + 16),
      text(note, x, y + SIDE + 32),
    );
  });
  let y = 40 + rows * (SIDE + 48);
  for (const { title: above, element } of charts) {
    const copy = element.cloneNode(true) as SVGElement; // a copy is of the same kind
    inline(element, copy);
    copy.setAttribute('x', '0');
    copy.setAttribute('y', String(y + 20));
    drawn.push(text(above, GAP, y + 12), copy);
    y += heightOf(element) + 40;
  }
  const whole = svg(
    'svg',
    { width, height: y, viewBox: `0 0 ${width} ${y}`, style: `font: ${FONT}; color: ${style.color}` },
    svg('rect', { width: '100%', height: '100%', fill: style.backgroundColor }),
    ...drawn,
  );
  return new XMLSerializer().serializeToString(whole);
}

/** An SVG as a PNG, each of its pixels two by two. @throws if the browser cannot draw it */
export async function pngOf(source: string): Promise<string> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * picture.naturalWidth;
  canvas.height = 2 * picture.naturalHeight;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

/** Hands the reader a file. */
export function download(name: string, address: string): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = address;
  link.click();
}

const DRAWN = [
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'fill',
  'font-size',
  'font-weight',
  'opacity',
];

/** Attributes that name what only the page knows. */
const OF_PAGE = ['stroke', 'fill', 'stroke-dasharray', 'class'];

/** Writes what the page's style says of each element into the copy, in place of what names the page's colours. */
function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  to.setAttribute('style', DRAWN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  for (const name of OF_PAGE) to.removeAttribute(name);
  [...from.children].forEach((child, i) => inline(child, to.children[i]!));
}

function text(content: string, x: number, y: number, weight = 400): SVGElement {
  return svg('text', { x, y, fill: 'currentColor', 'font-weight': weight }, content);
}

const widthOf = (element: SVGElement) => Number(element.getAttribute('width'));
const heightOf = (element: SVGElement) => Number(element.getAttribute('height'));
