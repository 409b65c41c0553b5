import { html, type Html } from './html.js';
import type { LoadedArm } from './load.js';

/** The stroke by which an arm is known in every figure. */
export function armSwatch({ style }: Pick<LoadedArm, 'style'>): Html {
  const dash = style.dash === null ? null : html` stroke-dasharray="${style.dash}"`;
  return html`<svg class="swatch" width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
    <path d="M1,4H21" stroke="${style.colour}" stroke-width="3.5" ${dash} />
  </svg>`;
}

/** Swatch and name. */
export function armName(arm: Pick<LoadedArm, 'style' | 'name'>): Html {
  return html`<span class="arm">${armSwatch(arm)}<span class="arm-name">${breakable(arm.name)}</span></span>`;
}

interface KeyEntry {
  readonly arm: Pick<LoadedArm, 'name' | 'style'>;
  readonly note: string | null;
}

/** The key of a chart: its arms, each with what is worth saying of it there. */
export function armKey(entries: readonly KeyEntry[]): Html {
  return html`<ul class="key">
    ${entries.map(keyEntry)}
  </ul>`;
}

function keyEntry({ arm, note }: KeyEntry): Html {
  const beside = note === null ? null : html` <span class="note">${note}</span>`;
  return html`<li>${armName(arm)}${beside}</li>`;
}

/** A name that may break after a dot between words. */
export function breakable(name: string): Html {
  return html`${name.split(/(?<=[.])(?=[a-z])/i).map((part, i) => (i === 0 ? html`${part}` : html`<wbr />${part}`))}`;
}
