import { expect, it } from 'vitest';
import { placeLabels, type Box, type LabelRoom } from './label-places.js';

const inside: Box = { left: 40, right: 800, top: 10, bottom: 400 };
const room: LabelRoom = { inside, obstacles: [], reach: 60, character: 7, line: 14 };
const boxes = (placed: ReturnType<typeof placeLabels>) =>
  placed!.map(({ left, middle, text }) => ({
    left,
    right: left + 7 * text.length,
    top: middle - 7,
    bottom: middle + 7,
  }));
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

it('labels cover no dot, no bar, no rule and no other label, and stay inside', () => {
  const labels = Array.from({ length: 8 }, (_, i) => ({ x: 250 + 40 * i, y: 230 - 12 * i, text: `all-dense-${i}` }));
  const bars = labels.flatMap(({ x, y }) => [
    { left: x - 30, right: x + 30, top: y - 1, bottom: y + 1 },
    { left: x - 1, right: x + 1, top: y - 20, bottom: y + 20 },
  ]);
  const obstacles = [...bars, { left: 40, right: 800, top: 199, bottom: 201 }];
  const found = boxes(placeLabels(labels, { ...room, obstacles }));
  expect(found).toHaveLength(8);
  found.forEach((box, i) => {
    for (const { x, y } of labels)
      expect(meet(box, { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 })).toBe(false);
    for (const obstacle of [...obstacles, ...found.slice(i + 1)]) expect(meet(box, obstacle)).toBe(false);
    expect(
      box.left >= inside.left && box.right <= inside.right && box.top >= inside.top && box.bottom <= inside.bottom,
    ).toBe(true);
  });
});

it('a lone label stands at the right of its dot, without a line, and at its left by the right edge', () => {
  expect(placeLabels([{ x: 100, y: 100, text: 'linear' }], room)).toEqual([
    expect.objectContaining({ left: 110, middle: 100, leader: null }),
  ]);
  expect(placeLabels([{ x: 795, y: 100, text: 'linear' }], room)![0]!.left).toBeLessThan(795 - 6 * 7);
});

it('a line leads to a label that had to stand apart, and meets its edge', () => {
  const wall = { left: 80, right: 200, top: 75, bottom: 125 };
  const { leader, left, middle, text } = placeLabels([{ x: 100, y: 100, text: 'linear' }], {
    ...room,
    obstacles: [wall],
  })![0]!;
  expect(leader).not.toBeNull();
  expect(leader!.x).toBeGreaterThanOrEqual(left);
  expect(leader!.x).toBeLessThanOrEqual(left + 7 * text.length);
  expect(Math.abs(leader!.y - middle)).toBeLessThanOrEqual(7);
});

it('says where there is no room for all', () => {
  expect(
    placeLabels(
      Array.from({ length: 40 }, (_, i) => ({ x: 300 + i, y: 200, text: 'all-dense-growing' })),
      room,
    ),
  ).toBeNull();
});
