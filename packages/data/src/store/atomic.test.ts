import fs, { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../test/fixtures/records.js';
import { readIfThere, writeAtomic } from './atomic.js';

/** Puts another call in place of one of node:fs/promises, until the test ends. */
function replaceCall<Name extends 'open' | 'readFile'>(name: Name, call: (typeof fs.promises)[Name]): void {
  const original = fs.promises[name];
  fs.promises[name] = call;
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.promises[name] = original;
    syncBuiltinESMExports();
  });
}

it('is not stopped by the temporary files that processes of this id left on other machines', async () => {
  const folder = temporaryFolder();
  for (let number = 0; number < 500; number++)
    writeFileSync(join(folder, `.experiment.json.${process.pid}-${number}.tmp`), 'half');
  await writeAtomic(join(folder, 'experiment.json'), 'whole');
  expect(readFileSync(join(folder, 'experiment.json'), 'utf8')).toBe('whole');
});

it('writes to a temporary file that no other writer has, although all have one process id', async () => {
  const folder = temporaryFolder();
  const names = new Set<string>();
  const { open } = fs.promises;
  replaceCall('open', (path, flags, mode) => {
    if (flags === 'wx') names.add(String(path));
    return open(path, flags, mode);
  });
  await Promise.all(Array.from({ length: 50 }, (_, i) => writeAtomic(join(folder, 'comparison.json'), `text ${i}`)));
  expect(names.size).toBe(50);
  expect(readdirSync(folder)).toEqual(['comparison.json']);
  expect(readFileSync(join(folder, 'comparison.json'), 'utf8')).toMatch(/^text \d+$/);
});

it('reads a file again that another machine has replaced while it was read, but not for ever', async () => {
  const path = join(temporaryFolder(), 'experiment.json');
  writeFileSync(path, 'new');
  const { readFile } = fs.promises;
  let stale = 1;
  const reading = async (...given: Parameters<typeof readFile>) => {
    if (stale-- > 0) throw Object.assign(new Error('ESTALE: stale file handle, read'), { code: 'ESTALE' });
    return readFile(...given);
  };
  // Of its overloads, the one without options is what is called here.
  replaceCall('readFile', reading as typeof readFile);
  expect(String(await readIfThere(path))).toBe('new');
  stale = Infinity;
  await expect(readIfThere(path)).rejects.toThrow(`${path}: `);
  expect(existsSync(path)).toBe(true);
});
