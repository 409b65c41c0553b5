import { sha256 } from '@latent-paths/core';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startChild } from '../../test/fixtures/child.js';
import { temporaryFolder } from '../../test/fixtures/records.js';
import { removeTemporaries, writeAtomic } from './atomic.js';
import { readSealed, writeSealed } from './seal.js';

const old = new Uint8Array([1, 2, 3, 4]);
const young = new Uint8Array([5, 6, 7, 8, 9]);
const line = (bytes: Uint8Array) => `${sha256(bytes)}  c.bin\n`;

describe('a sealed file', () => {
  it('keeps its bytes as they are, with a seal that sha256sum --check accepts', async () => {
    const path = join(temporaryFolder(), 'c.bin');
    expect(await readSealed(path)).toBeNull();
    await writeSealed(path, old);
    expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(line(old));
    await writeSealed(path, young);
    expect(new Uint8Array(readFileSync(path))).toEqual(young);
    expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(line(young));
    expect(new Uint8Array((await readSealed(path))!)).toEqual(young);
  });

  it('is readable wherever its writer was killed, and can be written again from there', async () => {
    // [content, seal] after each rename of writeSealed: over nothing, then over `old`.
    const states: [Uint8Array | null, string][] = [
      [null, line(young)],
      [young, line(young)],
      [old, line(old) + line(young)],
      [young, line(old) + line(young)],
    ];
    for (const [content, seal] of states) {
      const path = join(temporaryFolder(), 'c.bin');
      writeFileSync(`${path}.sha256`, seal);
      if (content !== null) writeFileSync(path, content);
      const read = await readSealed(path);
      expect(read === null ? null : new Uint8Array(read)).toEqual(content);
      await writeSealed(path, new Uint8Array([7]));
      expect([...(await readSealed(path))!]).toEqual([7]);
      expect(readFileSync(`${path}.sha256`, 'utf8').split('\n')).toHaveLength(2);
    }
  });

  it('can be read at any time while it is replaced, and after its writer was killed', async () => {
    const path = join(temporaryFolder(), 'c.bin');
    const check = async () => {
      const bytes = (await readSealed(path))!;
      expect(bytes.length).toBe(50_000);
      const words = new Uint32Array(Uint8Array.from(bytes).buffer);
      expect(words.every((word) => word === words[0])).toBe(true);
    };
    for (const reads of [1, 10, 25]) {
      const { line: ready, kill } = await startChild('write-for-ever.ts', path);
      expect(ready).toBe('ready');
      for (let i = 0; i < reads; i++) await check();
      await kill();
      await check();
    }
  });

  it('tells of every altered byte, of every truncation, and of a seal that is gone', async () => {
    const path = join(temporaryFolder(), 'c.bin');
    await writeSealed(path, young);
    for (let i = 0; i < young.length; i++) {
      writeFileSync(
        path,
        young.map((byte, j) => (i === j ? byte ^ 0x10 : byte)),
      );
      await expect(readSealed(path)).rejects.toThrow(/c\.bin: altered or truncated: expected SHA-256/);
      writeFileSync(path, young.slice(0, i));
      await expect(readSealed(path)).rejects.toThrow(/c\.bin: altered or truncated/);
    }
    writeFileSync(path, young);
    rmSync(`${path}.sha256`);
    await expect(readSealed(path)).rejects.toThrow(/expected its SHA-256 in c\.bin\.sha256/);
  });
});

describe('atomic writing', () => {
  it('replaces a file and never writes into it: who has the old one open goes on reading the old one', async () => {
    const path = join(temporaryFolder(), 'file.txt');
    await writeAtomic(path, 'old');
    const open = openSync(path, 'r');
    await writeAtomic(path, 'young');
    expect(readFileSync(open, 'utf8')).toBe('old');
    closeSync(open);
    expect(readFileSync(path, 'utf8')).toBe('young');
  });

  it('leaves nothing behind where it fails, and the old content in place', async () => {
    const folder = temporaryFolder();
    await writeAtomic(join(folder, 'a/b/file.txt'), 'text');
    expect(readFileSync(join(folder, 'a/b/file.txt'), 'utf8')).toBe('text');
    // A folder of that name cannot be replaced by a file.
    await expect(writeAtomic(join(folder, 'a/b'), 'text')).rejects.toThrow();
    expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
  });

  it('clears what killed processes left, and no more', async () => {
    const folder = temporaryFolder();
    for (const name of ['.run.json.123-0.tmp', 'kept.tmp', '.kept']) writeFileSync(join(folder, name), '');
    await removeTemporaries(folder);
    expect(['.run.json.123-0.tmp', 'kept.tmp', '.kept'].map((name) => existsSync(join(folder, name)))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
