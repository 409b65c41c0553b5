import { expect, it } from 'vitest';
import { html } from './html.js';

it('escapes texts, keeps markup, joins lists, leaves out null', () => {
  const items = ['<b>', '"&\''].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}</ul>${null}${3}`.markup).toBe('<ul><li>&#60;b&#62;</li><li>&#34;&#38;&#39;</li></ul>3');
});
