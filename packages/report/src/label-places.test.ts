import { expect, it } from 'vitest';
import { placeLabels } from './label-places.js';

const room = { width: 800, height: 400, character: 6.4, line: 14 };

it('labels of crowded dots do not overlap one another and stay inside', () => {
  const labels = Array.from({ length: 12 }, (_, i) => ({ x: 300 + 9 * i, y: 200 - 5 * i, text: `all-dense-weight-${i}` }));
  const boxes = placeLabels(labels, room).map(({ left, middle, text }) => ({ left, right: left + 6.4 * text.length, top: middle - 7, bottom: middle + 7 }));
  boxes.forEach((a, i) => {
    expect(a.left).toBeGreaterThanOrEqual(0);
    expect(a.right).toBeLessThanOrEqual(800);
    for (const b of boxes.slice(i + 1)) {
      expect(Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0).toBe(false);
    }
  });
});

it('a lone label stands at the right of its dot, and at its left by the right edge', () => {
  expect(placeLabels([{ x: 100, y: 100, text: 'linear' }], room)[0]).toMatchObject({ left: 109, middle: 100 });
  expect(placeLabels([{ x: 795, y: 100, text: 'linear' }], room)[0]!.left).toBeLessThan(795 - 6 * 6.4);
});
