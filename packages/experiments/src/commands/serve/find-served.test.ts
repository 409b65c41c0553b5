import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../../tools/testing/src/temporary-folder.js';
import { findServed } from './find-served.js';

it('finds files within the results, and nothing outside whatever the address', () => {
  const root = temporaryFolder();
  const results = join(root, 'results');
  mkdirSync(join(results, 'x'), { recursive: true });
  writeFileSync(join(root, 'secret'), 'no');
  for (const name of ['index.html', 'x/report.html', 'x/.run.log', 'x/α b.json'])
    writeFileSync(join(results, name), 'a');
  symlinkSync(root, join(results, 'out'));
  symlinkSync(join(root, 'secret'), join(results, 'x/link.json'));
  symlinkSync(join(results, 'x'), join(results, 'y'));

  expect(findServed(results, '/')).toBe(join(results, 'index.html'));
  expect(findServed(results, '/x/report.html?a=1')).toBe(join(results, 'x/report.html'));
  expect(findServed(results, '/y/report.html')).toBe(join(results, 'x/report.html'));
  expect(findServed(results, `/x/${encodeURIComponent('α b.json')}`)).toBe(join(results, 'x/α b.json'));
  for (const address of [
    '/../secret',
    '/x/../../secret',
    '/..%2fsecret',
    '/%2e%2e/secret',
    '/x/%2e%2e%2f%2e%2e%2fsecret',
    '/..%5csecret',
    '//etc/passwd',
    '/out/secret',
    '/x/link.json',
    '/x/.run.log',
    '/x',
    '/x/none.html',
    '/x/report.html%00.json',
    '/%',
    'http://127.0.0.1/secret',
  ])
    expect([address, findServed(results, address)]).toEqual([address, null]);
});
