import { expect, it } from 'vitest';
import { bindUnits, html } from './html.js';

it('escapes texts, keeps markup, joins lists, leaves out null', () => {
  const items = ['<b>', '"&\''].map((text) => html`<li>${text}</li>`);
  const { markup } = html`<ul>${items}</ul>${null}${3}`;
  expect(markup).toBe('<ul><li>&#60;b&#62;</li><li>&#34;&#38;&#39;</li></ul>3');
});

it('keeps number and sign, and a norm, on one line', () => {
  expect(bindUnits(html`<b>${'95 % of ‖z − P(z)‖² at α = ½, and more'}</b>`).markup).toBe(
    '<b>95\u00a0% of ‖z\u00a0−\u00a0P(z)‖² at α\u00a0=\u00a0½, and more</b>',
  );
  expect(bindUnits({ markup: '0.1·‖z −\n            ẑ‖²' }).markup).toBe('0.1·‖z\u00a0−\u00a0ẑ‖²');
});
