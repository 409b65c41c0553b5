import { expect, it } from 'vitest';
import { placeEndLabels } from './end-labels.js';
import { wrapName } from './wrap-name.js';

const label = (text: string, y: number) => ({ x: 0, y, text, colour: 'red', isEarly: false });
const room = { left: 10, top: 0, bottom: 100, characters: 13 };
const middles = (...labels: ReturnType<typeof label>[]) =>
  placeEndLabels(labels, room).map(({ text, middle }) => [text, middle]);

it('leaves names beside their lines where there is room', () => {
  expect(middles(label('b', 60), label('a', 20))).toEqual([
    ['a', 20],
    ['b', 60],
  ]);
});

it('pushes names apart in the order of their lines, and never out of the room', () => {
  expect(middles(label('a', 50), label('b', 51))).toEqual([
    ['a', 50],
    ['b', 66],
  ]);
  expect(middles(label('a', 99), label('b', 100))).toEqual([
    ['a', 77.5],
    ['b', 93.5],
  ]);
  expect(middles(label('a', 0))[0]![1]).toBe(6.5);
});

it('gives a name of two lines the room of two', () => {
  const [first, second] = placeEndLabels([label('fixed-uniform-long', 40), label('b', 41)], room);
  expect(first!.lines).toEqual(['fixed-', 'uniform-long']);
  expect(second!.middle - first!.middle).toBe(13 + 3 + 6.5);
});

it('breaks names behind hyphens alone', () => {
  expect(wrapName('all-16', 13)).toEqual(['all-16']);
  expect(wrapName('unbreakablename', 5)).toEqual(['unbreakablename']);
});
