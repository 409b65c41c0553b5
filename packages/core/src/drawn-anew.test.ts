import { expect, it } from 'vitest';
import { drawnAnew } from './drawn-anew.js';

it('tells what seeds draw anew in one order, whatever the order in which it is named', () => {
  expect(drawnAnew(['pairs', 'pool', 'vae'])).toBe('VAE, pool and test pairs');
  expect(drawnAnew(['pairs', 'pool'])).toBe('pool and test pairs');
  expect(drawnAnew(['vae'])).toBe('VAE');
  expect(drawnAnew([])).toBe('');
});
