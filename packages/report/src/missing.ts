import { html, type Html } from './html.js';

/** A part of the page that is not there, and why. */
export function missing(why: string, more: string | null = null): Html {
  return html`<p class="missing">${why} ${more}</p>`;
}
