import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LATTICE, ROOMS } from '../lint/lattice.mjs';

const packages = join(__dirname, '../../../packages');

/** The rooms of a package as the table of its README lists them. */
function listedIn(readme: string): string[] {
  return [...readme.matchAll(/^\| `([a-z]+)(?:\/|\.ts)` \|/gm)].map(([, room]) => room!);
}

it('every package stands in the lattice', () => {
  expect(readdirSync(packages).sort()).toEqual(Object.keys(LATTICE).sort());
});

describe.each(Object.entries(ROOMS))('the rooms of packages/%s', (name, rooms) => {
  const folder = join(packages, name);

  it('are those that its README lists, in their order', () => {
    expect(listedIn(readFileSync(join(folder, 'README.md'), 'utf8'))).toEqual(rooms);
  });

  it('are all that lies in src', () => {
    const found = readdirSync(join(folder, 'src')).map((entry) => entry.replace(/\.ts$/, ''));
    expect(found.sort()).toEqual([...rooms].sort());
  });

  it('are entered by what package.json exports: each an index.ts, or the one file that the room is', () => {
    const { exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      exports?: Record<string, string>;
    }; // npm's format
    for (const [entry, file] of Object.entries(exports)) {
      const room = entry.slice('./'.length);
      expect(rooms).toContain(room);
      expect([`./src/${room}/index.ts`, `./src/${room}.ts`]).toContain(file);
      expect(existsSync(join(folder, file))).toBe(true);
    }
    const indexes = rooms.filter((room) => existsSync(join(folder, 'src', room, 'index.ts')));
    expect(indexes.filter((room) => exports[`./${room}`] === undefined)).toEqual([]);
  });
});
