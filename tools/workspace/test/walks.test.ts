import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync(join(__dirname, '../../../docs/architecture.md'), 'utf8');
const walks = [...page.matchAll(/^\*\*([^*]+)\*\* \((\d+) files\)(.*?)(?=^\*\*|$(?![^]))/gms)].map(
  ([, title, stated, text]) => ({
    title: title!,
    stated: Number(stated),
    packages: [...text!.matchAll(/^\d+\. \[(\w+): /gm)].map(([, name]) => name!),
  }),
);

it('has four walks, each with as many files as it states', () => {
  expect(walks.map(({ stated }) => stated)).toEqual(walks.map(({ packages }) => packages.length));
  expect(walks.map(({ title, stated }) => [title, stated])).toEqual([
    ['A pool row to a figure', 9],
    ['A YAML key to where it acts', 7],
    ['`--jobs` to a process', 8],
    ['A loss’s weight schedule', 5],
  ]);
});

it.each(walks)('$title: comes back to no package that it has left', ({ packages }) => {
  const entered = packages.filter((name, i) => name !== packages[i - 1]);
  expect(entered).toEqual([...new Set(entered)]);
});
