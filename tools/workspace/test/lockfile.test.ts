import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(__dirname, '../../..');

it('package-lock.json holds every platform’s optional packages, without which npm ci refuses a fresh clone', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>;
  }; // npm's format
  const missing = Object.entries(packages).flatMap(([at, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !resolves(packages, at, name))
      .map((name) => `${name}, wanted by ${at}`),
  );
  expect(missing).toEqual([]);
});

/** Whether a package installed at `at` finds `name`, by Node's walk up the node_modules folders. */
function resolves(packages: Record<string, Entry>, at: string, name: string): boolean {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder}${folder === '' ? '' : '/'}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}
