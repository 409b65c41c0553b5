import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, type CommandEntry } from './registry.js';

const page = readFileSync(join(__dirname, '../../../../docs/commands.md'), 'utf8');
const rows = new Map([...page.matchAll(/^\| `npx latent-paths ([a-z]+)` \|(.*)$/gm)].map(([, name, row]) => [name!, row!]));

describe('docs/commands.md', () => {
  it('has a row for each command of latent-paths, and no other', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(Object.entries<CommandEntry>(commands))('has all flags of %s, and no other', (name, entry) => {
    const written = [...rows.get(name)!.matchAll(/`--([a-z-]+)[` ]/g)].map(([, flag]) => flag!);
    expect([...new Set(written)].sort()).toEqual(Object.keys(entry.load().flags).sort());
  });
});
