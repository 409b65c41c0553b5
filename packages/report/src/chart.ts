import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, type Html } from './html.js';
import type { ArmStyle } from './palette.js';

/**
 * Widths of charts in CSS pixels: of the page's whole column, of a small window's or a printed page's, and of a
 * phone's.
 */
const WIDTHS = { wide: 1136, medium: 680, narrow: 352 } as const;

export function isNarrow(width: number): boolean {
  return width <= WIDTHS.narrow;
}

/**
 * An Observable Plot as inline SVG, drawn without a browser. Colours are given as CSS values, so that the page's
 * light and dark apply. `label` is what a screen reader says.
 */
export function chart(label: string, options: Plot.PlotOptions): Html {
  const { document } = parseHTML('<html><body></body></html>');
  const svg = Plot.plot({
    // linkedom's document has what Plot uses of one, but not the whole DOM type.
    document: document as unknown as Document,
    color: { type: 'identity' },
    symbol: { type: 'identity' },
    style: { fontSize: '12px', overflow: 'visible' },
    ...options,
  });
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.querySelector('style')?.remove();
  return { markup: roundNumbers(svg.outerHTML) };
}

/** Text that stays legible over lines. */
export const HALO = { stroke: 'var(--card)', strokeWidth: 4, fill: 'currentColor' } as const;

/** Plot's option for an arm's dash. */
export function dashOf({ dash }: Pick<ArmStyle, 'dash'>): { strokeDasharray?: string } {
  return dash === null ? {} : { strokeDasharray: dash };
}

/** One chart drawn for each width, so that its text is never scaled; the style sheet shows the one that fits. */
export function atEveryWidth(draw: (width: number) => Html): Html {
  return html`${Object.entries(WIDTHS).map(([name, width]) => html`<div class="${name}">${draw(width)}</div>`)}`;
}

/**
 * Coordinates need a tenth of a pixel at most: shorter files, stable snapshots. Names and opacities stay as they are.
 */
function roundNumbers(markup: string): string {
  return markup.replace(/ (?:d|[cxy][xy12]?|r|width|height|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{2,}(?!\d|em)/g, (digits) => String(Number(Number(digits).toFixed(1)))),
  );
}
