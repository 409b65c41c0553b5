import { expect, it } from 'vitest';
import { hashOf, nearest, placeOf } from './place.js';

it('comes back from an address as it went, whatever the arm is called', () => {
  for (const arm of ['network', '<img src=x onerror=alert(1)>', 'a&b=c#d?e', 'α ½ +']) {
    const place = { arm, pair: 96, alpha: 0.4063 };
    expect(hashOf(place)).toMatch(/^#explore\?[^<>\s]*$/);
    expect(placeOf(hashOf(place))).toEqual(place);
  }
});

it('takes from an address what it understands', () => {
  expect(placeOf('#films')).toEqual({});
  expect(placeOf('#explore?pair=x&alpha=&arm=deep')).toEqual({ arm: 'deep' });
  expect(placeOf('#explore?alpha=0.5')).toEqual({ alpha: 0.5 });
});

it('finds the nearest of some numbers', () => {
  expect(nearest([0, 0.25, 0.5], 0.3)).toBe(1);
  expect(nearest([0, 1], 0.5)).toBe(0);
  expect(nearest([0, 1], 9)).toBe(1);
});
