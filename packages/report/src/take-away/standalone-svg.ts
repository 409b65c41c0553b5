import { parseHTML } from 'linkedom';
import { bindUnits, html, type Html } from '../html.js';
import { PALETTE } from '../palette.js';

/** A figure as one file: what it shows, in pixels, and its markup. */
interface Block {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

const WIDTH = 1136;
const GAP = 22;
const TEXT = { title: 20, heading: 15, label: 13, caption: 12 } as const;
/** Height of a line, and width of a character, as parts of the size of the font. */
const [LINE, CHARACTER] = [1.4, 0.55];
const FRAME_ROW = { name: 150, height: 34, gap: 3 } as const;

/**
 * A section of the page as one SVG in light colours that any program reads: its charts at full width, names of panels,
 * keys, film strips and the caption. Null if it has neither charts nor pictures.
 */
export function standaloneSvg(title: string, content: Html): string | null {
  const { document } = parseHTML(`<html><body>${bindUnits(content).markup}</body></html>`);
  document.querySelectorAll('.medium, .narrow, details, table').forEach((element) => element.remove());
  const blocks = blocksOf(document.body);
  if (!blocks.some(({ isPicture }) => isPicture)) return null;
  const label = [...document.querySelectorAll('svg[role=img]')][0]?.getAttribute('aria-label') ?? title;
  let y = TEXT.title * LINE;
  const placed = [textAt(title, { size: TEXT.title, y: TEXT.title, weight: 600 })];
  for (const row of rowsOf(blocks.map(({ block }) => block))) {
    let x = 0;
    y += 10;
    for (const { markup, width } of row) {
      placed.push(`<g transform="translate(${x},${Math.round(y)})">${markup}</g>`);
      x += width + GAP;
    }
    y += Math.max(...row.map(({ height }) => height));
  }
  const height = Math.ceil(y + 12);
  const size = `width="${WIDTH + 40}" height="${height + 20}" viewBox="-20 -10 ${WIDTH + 40} ${height + 20}"`;
  const { markup: named } = html`role="img" aria-label="${label}"`;
  return inLightColours(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${named} font-family="system-ui, sans-serif" fill="currentColor">\n` +
      `<rect x="-20" y="-10" width="100%" height="100%" fill="var(--card)"/>\n${placed.join('\n')}\n</svg>\n`,
  );
}

interface Found {
  readonly block: Block;
  readonly isPicture: boolean;
}

/** In the order of the page. */
function blocksOf(element: Element): readonly Found[] {
  return [...element.children].flatMap((child): readonly Found[] => {
    const text = wordsOf(child);
    if (child.matches('svg[role=img]')) return [{ block: chartBlock(child, null), isPicture: true }];
    if (child.matches('.panel')) {
      const svg = child.querySelector('svg[role=img]');
      const name = child.querySelector('.panel-title');
      return svg === null ? [] : [{ block: chartBlock(svg, name === null ? null : wordsOf(name)), isPicture: true }];
    }
    if (child.matches('.film')) return [{ block: filmBlock(child), isPicture: true }];
    if (child.matches('.key')) return [{ block: keyBlock(child), isPicture: false }];
    if (child.matches('h3')) return [{ block: textBlock(text, TEXT.heading), isPicture: false }];
    if (child.matches('figcaption, .caption')) return [{ block: textBlock(text, TEXT.caption), isPicture: false }];
    return blocksOf(child);
  });
}

/** Blocks side by side as long as there is room; what is as wide as the page stands alone. */
function rowsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const rows: Block[][] = [];
  let used = Infinity;
  for (const block of blocks) {
    if (used + GAP + block.width > WIDTH) {
      rows.push([block]);
      used = block.width;
    } else {
      rows.at(-1)!.push(block);
      used += GAP + block.width;
    }
  }
  return rows;
}

function chartBlock(svg: Element, name: string | null): Block {
  const [width, height] = ['width', 'height'].map((key) => Number(svg.getAttribute(key)));
  const lines = name === null ? [] : wrapped(name, width!, TEXT.label);
  const top = lines.length * TEXT.label * LINE;
  const titles = lines.map((line, i) =>
    textAt(line, { size: TEXT.label, y: TEXT.label * (1 + LINE * i), weight: 600 }),
  );
  svg.setAttribute('y', String(Math.round(top)));
  return { width: width!, height: height! + top, markup: `${titles.join('')}${svg.outerHTML}` };
}

function keyBlock(key: Element): Block {
  let x = 0;
  let y = 14;
  const isNumbered = key.matches('.numbered');
  const entries = [...key.children].map((entry, i) => {
    const text = isNumbered ? `${i + 1} ${wordsOf(entry)}` : wordsOf(entry);
    const wide = 34 + text.length * TEXT.label * CHARACTER;
    if (x > 0 && x + wide > WIDTH) [x, y] = [0, y + 20];
    const path = entry.querySelector('svg.swatch path')?.outerHTML ?? '';
    const stroke = `<g transform="translate(0,-8)">${path}</g>`;
    const name = textAt(text, { size: TEXT.label, x: 28, y: 0 });
    const markup = `<g transform="translate(${Math.round(x)},${y})">${stroke}${name}</g>`;
    x += wide + 12;
    return markup;
  });
  return { width: WIDTH, height: y + 8, markup: entries.join('') };
}

function filmBlock(film: Element): Block {
  const names = [...film.querySelectorAll('.film-row')];
  const title = textAt(wordsOf(film.querySelector('figcaption')!), { size: TEXT.label, y: 13, weight: 600 });
  let widest = 0;
  const rows = names.map((row, i) => {
    const y = 22 + i * (FRAME_ROW.height + FRAME_ROW.gap);
    const name = textAt(wordsOf(row.querySelector('.film-name')!), { size: TEXT.caption, y: y + 21 });
    const image = row.querySelector('img');
    if (image === null) return name;
    const wide = (Number(image.getAttribute('width')) / Number(image.getAttribute('height'))) * FRAME_ROW.height;
    widest = Math.max(widest, wide);
    const size = html`x="${FRAME_ROW.name}" y="${y}" width="${Math.round(wide)}" height="${FRAME_ROW.height}"`;
    const pixels = html`preserveAspectRatio="none" style="image-rendering: pixelated"`;
    return `${name}${html`<image ${size} ${pixels} href="${image.getAttribute('src')}" />`.markup}`;
  });
  const height = 26 + names.length * (FRAME_ROW.height + FRAME_ROW.gap);
  return { width: Math.round(FRAME_ROW.name + widest), height, markup: `${title}${rows.join('')}` };
}

function textBlock(text: string, size: number): Block {
  const lines = wrapped(text, WIDTH, size);
  const markup = lines.map((line, i) => textAt(line, { size, y: size * (1 + LINE * i) })).join('');
  return { width: WIDTH, height: lines.length * size * LINE + 4, markup };
}

function wrapped(text: string, width: number, size: number): readonly string[] {
  const most = Math.floor(width / (size * CHARACTER));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

interface TextOptions {
  readonly size: number;
  readonly x?: number;
  readonly y: number;
  readonly weight?: number;
}

function textAt(text: string, { size, x = 0, y, weight = 400 }: TextOptions): string {
  return html`<text x="${x}" y="${Math.round(y)}" font-size="${size}" font-weight="${weight}">${text}</text>`.markup;
}

function wordsOf(element: Element): string {
  return (element.textContent ?? '').replace(/[ \n\t]+/g, ' ').trim();
}

/** Colours as they are: programs that draw SVG know no variables of a page. */
function inLightColours(markup: string): string {
  const shades: Readonly<Record<string, { readonly light: string }>> = PALETTE;
  return markup
    .replace(/var\(--([a-z0-9-]+)\)/g, (_, name: string) => shades[name]?.light ?? PALETTE.ink.light)
    .replaceAll('currentColor', PALETTE.ink.light);
}
