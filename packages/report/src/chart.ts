import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, type Html } from './html.js';
import type { ArmStyle } from './palette.js';

/** Width of the page's column, and of a phone's, in CSS pixels. */
export const WIDE = 1136;
export const NARROW = 352;

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

/** One chart drawn for the page's column and again for a phone; the style sheet shows the one that fits. */
export function atBothWidths(draw: (width: number) => Html): Html {
  return html`<div class="wide">${draw(WIDE)}</div>
    <div class="narrow">${draw(NARROW)}</div>`;
}

/** Coordinates need a tenth of a pixel at most: shorter files, stable snapshots. Names and opacities stay as they are. */
function roundNumbers(markup: string): string {
  return markup.replace(/ (?:d|[cxy][xy12]?|r|width|height|transform)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{2,}(?!\d|em)/g, (digits) => String(Number(Number(digits).toFixed(1)))),
  );
}
