import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cancel } from './cancel.js';
import { compare } from './compare.js';
import type { Command } from './command.js';
import { explore } from './explore.js';
import { exportPath } from './export-path.js';
import { figure } from './figure.js';
import { interpolate } from './interpolate.js';
import { list } from './list.js';
import { projection } from './projection.js';
import { prune } from './prune.js';
import { commands } from './registry.js';
import { report } from './report.js';
import { run } from './run.js';
import { serve } from './serve.js';
import { show } from './show.js';
import { table } from './table.js';
import { tail } from './tail.js';
import { truth } from './truth.js';
import { inspect } from './inspect.js';
import { variances } from './variances.js';
import { verify } from './verify.js';

/** What the registry loads by `require`, which knows no TypeScript here. */
const loaded = {
  run,
  list,
  show,
  compare,
  tail,
  cancel,
  prune,
  serve,
  verify,
  table,
  report,
  figure,
  export: exportPath,
  interpolate,
  explore,
  truth,
  inspect,
  variances,
  projection,
} satisfies Record<keyof typeof commands, Pick<Command, 'flags'>>;

const page = readFileSync(join(__dirname, '../../../../docs/commands.md'), 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| `npx latent-paths ([a-z]+)` \|(.*)$/gm)].map(([, name, row]) => [name!, row!]),
);

describe('docs/commands.md', () => {
  it('has a row for each command of latent-paths, and no other', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(Object.entries(loaded))('has all flags of %s, and no other', (name, { flags }) => {
    const written = [...rows.get(name)!.matchAll(/`--([a-z-]+)[` ]/g)].map(([, flag]) => flag!);
    expect([...new Set(written)].sort()).toEqual(Object.keys(flags).sort());
  });
});
