import { expect, it } from 'vitest';
import { twoDigits } from './two-digits.js';

it.each([
  [1.6579, '1.66'],
  [0.4686, '0.47'],
  [0.0354, '0.035'],
  [12.34, '12'],
  [1234.5, '1,235'],
  [-0.5, '−0.50'],
  [0, '0'],
])('%f is %s', (value, text) => expect(twoDigits(value)).toBe(text));
