import { expect, it } from 'vitest';
import type { Operation } from './operation.js';
import { afterPowerCut } from './power-cut.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const write = (path: string, text: string): Operation => ({ kind: 'write', path, bytes: bytes(text) });
const left = (...operations: Operation[]) =>
  Object.fromEntries(
    [...afterPowerCut(operations)].map(([path, content]) => [
      path,
      content === null ? null : new TextDecoder().decode(content),
    ]),
  );

const made: Operation[] = [
  { kind: 'make', path: 'a', folders: ['a'] },
  { kind: 'create', path: 'a/f' },
  write('a/f', 'old'),
  { kind: 'sync', path: 'a/f' },
  { kind: 'sync', path: 'a' },
  { kind: 'sync', path: '' },
];

it('leaves of a file what was synced of it, where its name was synced too', () => {
  expect(left(...made)).toEqual({ a: null, 'a/f': 'old' });
  expect(left(...made.slice(0, 4))).toEqual({});
  expect(left(...made.slice(0, 5))).toEqual({});
  expect(left(...made, write('a/f', ' and new'))).toEqual({ a: null, 'a/f': 'old' });
  expect(left(...made, write('a/f', ' and new'), { kind: 'sync', path: 'a/f' })).toEqual({
    a: null,
    'a/f': 'old and new',
  });
  expect(left(...made, { kind: 'truncate', path: 'a/f' }, { kind: 'sync', path: 'a/f' })).toEqual({
    a: null,
    'a/f': '',
  });
});

it('takes a rename or a removal for done once the folder is synced', () => {
  const replaced: Operation[] = [
    ...made,
    { kind: 'create', path: 'a/t' },
    write('a/t', 'new'),
    { kind: 'rename', from: 'a/t', path: 'a/f' },
  ];
  const folder: Operation = { kind: 'sync', path: 'a' };
  expect(left(...replaced)).toEqual({ a: null, 'a/f': 'old' });
  expect(left(...replaced, folder)).toEqual({ a: null, 'a/f': '' }); // the new name, of a file that was never synced
  expect(left(...replaced.slice(0, -1), { kind: 'sync', path: 'a/t' }, replaced.at(-1)!, folder)).toEqual({
    a: null,
    'a/f': 'new',
  });
  expect(left(...made, { kind: 'remove', path: 'a/f' })).toEqual({ a: null, 'a/f': 'old' });
  expect(left(...made, { kind: 'remove', path: 'a/f' }, folder)).toEqual({ a: null });
  expect(left(...made, { kind: 'remove', path: 'a' }, { kind: 'sync', path: '' })).toEqual({});
});
