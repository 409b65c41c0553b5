import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(__dirname, '../../..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

/** What is used here of an entry of package-lock.json. */
interface Locked {
  readonly link?: true;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

it('docs/dependencies.md has a row for each direct dependency, and for no other package', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const rows = [...read('docs/dependencies.md').matchAll(/^\| (?!package )([@a-z][\w@/.-]*) \|/gm)].map(
    ([, name]) => name,
  );
  expect(rows.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});

it('no more than 480 packages of others are installed on Linux x64', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
  const fits = (allowed: readonly string[] | undefined, own: string): boolean =>
    allowed === undefined || allowed.includes(own);
  const installed = Object.entries(packages).filter(
    ([path, { link, os, cpu, libc }]) =>
      link === undefined &&
      path.includes('node_modules/') &&
      fits(os, 'linux') &&
      fits(cpu, 'x64') &&
      fits(libc, 'glibc'),
  );
  expect(installed.length).toBeLessThanOrEqual(480);
  expect(installed.length).toBeGreaterThan(300);
});
