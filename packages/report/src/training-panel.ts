import type * as Plot from '@observablehq/plot';
import { chart } from './chart.js';
import { formatShort } from './format.js';
import { html, type Html } from './html.js';

export interface TrainingPanelOptions {
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly height: number;
  /** Points (pair, α) at the right end. */
  readonly furthest: number;
  readonly y: Plot.ScaleOptions;
  readonly marks: Plot.Markish[];
}

/** A small chart over the points trained on: panels of several quantities have the same axis. */
export function trainingPanel({ label, height, furthest, y, marks }: TrainingPanelOptions): Html {
  return chart(label, {
    width: 332,
    height,
    marginLeft: 46,
    marginRight: 16,
    marginTop: 8,
    marginBottom: 38,
    x: {
      domain: [0, furthest],
      ticks: 4,
      tickFormat: formatShort,
      label: 'points (pair, α)',
      labelAnchor: 'center',
      labelArrow: false,
      labelOffset: 34,
    },
    y: { ...y, grid: true, label: null },
    marks,
  });
}

/** Panels beside each other, each under its title. */
export function titledPanels(panels: readonly { readonly title: string; readonly drawn: Html }[]): Html {
  return html`<div class="panels">
    ${panels.map(
      ({ title, drawn }) =>
        html`<div class="panel">
          <p class="panel-title">${title}</p>
          ${drawn}
        </div>`,
    )}
  </div>`;
}
