import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { preProcessFile } from 'typescript';
import { describe, expect, it } from 'vitest';

const folder = join(__dirname, '../../../packages/experiments');
const source = join(folder, 'src');

/** The rooms of experiments, in the order of the README's table. */
const rooms = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| `([a-z]+)\/` \|/gm)].map(([, room]) => room!);
const roomOf = (path: string) => relative(source, path).split(sep)[0]!;

/** `room/file.ts → room`: what a file imports from other rooms, types too. */
function importsOf(file: string): [from: string, to: string][] {
  return preProcessFile(readFileSync(file, 'utf8'))
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => roomOf(resolve(dirname(file), fileName)))
    .filter((room) => room !== roomOf(file))
    .map((room) => [relative(source, file), room]);
}

describe('the rooms of packages/experiments', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && name.includes(sep));

  it('are those that its README lists', () => {
    expect([...rooms].sort()).toEqual([...new Set(files.map((name) => name.split(sep)[0]!))].sort());
  });

  it('use only rooms above them', () => {
    const imports = files.filter((name) => !name.endsWith('.test.ts')).flatMap((name) => importsOf(join(source, name)));
    expect(imports).toContainEqual([join('training', 'objective.ts'), 'steps']);
    const upward = imports.filter(([from, to]) => rooms.indexOf(to) >= rooms.indexOf(roomOf(join(source, from))));
    expect(upward).toEqual([]);
  });
});
