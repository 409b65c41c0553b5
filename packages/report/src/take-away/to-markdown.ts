import { parseHTML } from 'linkedom';
import { bindUnits, type Html } from '../html.js';

/** Text nodes, as `nodeType` has them. */
const TEXT_NODE = 3;

/**
 * A section's content as Markdown: paragraphs, lists, tables; charts and film strips by one picture, whose address is
 * `picture`. What is folded away is there, too; CSV is not.
 */
export function toMarkdown(content: Html, picture: string | null): string {
  const { document } = parseHTML(`<html><body>${bindUnits(content).markup}</body></html>`);
  document
    .querySelectorAll('.as-csv, .page-alone, .key, .bar, .swatch, .ramp, .film, .panel-title')
    .forEach((part) => part.remove());
  const charts = [...document.querySelectorAll('svg[role=img]')];
  const label = charts[0]?.getAttribute('aria-label') ?? 'film strips';
  charts.forEach((chart) => chart.remove());
  const body = blocks(document.body).filter((block) => block !== '');
  const shown = picture === null ? [] : [`![${escaped(label)}](${picture})`];
  return [...shown, ...body].join('\n\n');
}

function blocks(element: Element): readonly string[] {
  return [...element.children].flatMap((child): readonly string[] => {
    const name = child.tagName.toLowerCase();
    if (name === 'table') return [table(child)];
    if (name === 'ul' || name === 'ol') return [list(child, name === 'ol')];
    if (name === 'dl') return [definitions(child)];
    if (name === 'h3') return [`### ${inline(child)}`];
    if (name === 'summary') return [`**${inline(child)}**`];
    if (name === 'pre') return [`\`\`\`sh\n${(child.textContent ?? '').trim()}\n\`\`\``];
    if (name === 'p' || name === 'figcaption') return [inline(child)];
    return blocks(child);
  });
}

function list(element: Element, isOrdered: boolean): string {
  return [...element.children].map((item, i) => `${isOrdered ? `${i + 1}.` : '-'} ${inline(item)}`).join('\n');
}

function definitions(element: Element): string {
  return [...element.querySelectorAll('dt')]
    .map((term) => `- **${inline(term)}**: ${term.nextElementSibling === null ? '' : inline(term.nextElementSibling)}`)
    .join('\n');
}

function table(element: Element): string {
  const rows = [...element.querySelectorAll('tr')].map((row) =>
    [...row.children].flatMap((cell) => {
      const span = Number(cell.getAttribute('colspan') ?? 1);
      return [inline(cell).replaceAll('|', '\\|'), ...Array.from({ length: span - 1 }, () => '')];
    }),
  );
  const [head, ...body] = rows;
  if (head === undefined) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function inline(element: Element): string {
  const parts = [...element.childNodes].map((node) => {
    if (node.nodeType === TEXT_NODE) return escaped(node.textContent ?? '');
    const child = node as Element; // neither text nor, in our markup, a comment
    const name = child.tagName.toLowerCase();
    if (name === 'code') return `\`${child.textContent ?? ''}\``;
    const inside = inline(child);
    if (inside === '') return '';
    if (name === 'b' || name === 'strong') return `**${inside}**`;
    if (name === 'em') return `*${inside}*`;
    return name === 'small' ? ` (${inside})` : inside;
  });
  return parts
    .join('')
    .replace(/[ \n\t]+/g, ' ')
    .trim();
}

/** Text that Markdown leaves as it is, names with angle brackets or stars too. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, (character) => `\\${character}`);
}
