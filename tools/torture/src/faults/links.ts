import { cpSync, mkdirSync, readdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openStore } from '@latent-paths/data';
import { list } from '../../../../packages/experiments/src/commands/list.js';
import { prune } from '../../../../packages/experiments/src/commands/prune.js';
import { verify } from '../../../../packages/experiments/src/commands/verify.js';
import { fileHashes } from '../../../../packages/experiments/test/remains.js';
import type { Fault } from '../fault.js';
import { invoke } from '../in-process.js';
import type { Stage } from '../stage.js';

const DAYS = 24 * 3600 * 1000;

/** Moves something out of the store, and links to where it is now. */
function moveAway(path: string, elsewhere: string): void {
  const to = join(elsewhere, basename(path));
  renameSync(path, to);
  symlinkSync(to, path);
}

const first = (folder: string, start: string) =>
  join(
    folder,
    readdirSync(folder).find((name) => name.startsWith(start))!,
  );

/** What is done with a copy of a finished store; `elsewhere` is a folder beside it. */
const CASES: Readonly<Record<string, (results: string, elsewhere: string) => void>> = {
  'a linked experiment': (results, elsewhere) => moveAway(join(results, 'x'), elsewhere),
  'a linked trial': (results, elsewhere) => moveAway(first(join(results, 'x'), 'growing'), elsewhere),
  'a linked table': (results, elsewhere) =>
    moveAway(join(first(join(results, 'x'), 'growing'), 'points.arrow'), elsewhere),
  'linked artifacts': (results, elsewhere) => moveAway(join(results, 'artifacts'), elsewhere),
  'a linked VAE': (results, elsewhere) => moveAway(first(join(results, 'artifacts'), 'vae'), elsewhere),
  'a linked store': (results, elsewhere) => moveAway(results, elsewhere),
  'a link that leads back': (results) => symlinkSync(results, join(results, 'loop')),
  'a trial that leads back': (results) => symlinkSync(join(results, 'x'), join(results, 'x/loop')),
  'a broken link': (results) => symlinkSync('/nowhere/at/all', join(results, 'gone')),
  'a broken link for a trial': (results) => symlinkSync('/nowhere/at/all', join(results, 'x/gone-0123456789ab')),
  'an unknown folder with trials': (results) =>
    cpSync(join(results, 'x'), join(results, 'kept/by/me'), { recursive: true }),
};

export const links: Fault = {
  about:
    'links, loops and broken links in a store; list and verify tell the same as without, and two days on prune ' +
    '--yes deletes nothing of it',
  needs: [],
  isShort: true,
  async inflict(stage) {
    const { space: origin } = await stage.unbroken();
    const before = await trialsListed(origin.results);
    const tried = Object.entries(CASES).filter((_, i) => i % stage.length.every === 0);
    for (const [what, make] of tried) await tryCase(stage, { what, make, from: origin.results, before });
  },
};

async function trialsListed(
  results: string,
): Promise<{ readonly trials: string; readonly all: string; readonly code: number }> {
  const { out, all, code } = await invoke(list, ['--json', '--columns', 'reprojection'], openStore(results));
  const { trials } = JSON.parse(out === '' ? '{"trials":[]}' : out) as { trials: unknown }; // as its help tells
  return { trials: JSON.stringify(trials), all, code };
}

interface Case {
  readonly what: string;
  readonly make: (results: string, elsewhere: string) => void;
  readonly from: string;
  readonly before: { readonly trials: string };
}

async function tryCase(stage: Stage, { what, make, from, before }: Case): Promise<void> {
  const { tally } = stage;
  const { root, results } = stage.space(what, from);
  for (const entry of readdirSync(results, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(results, entry), 1e9, 1e9);
  const elsewhere = join(root, 'elsewhere');
  mkdirSync(elsewhere);
  make(results, elsewhere);
  const held = fileHashes(root);
  const listed = await trialsListed(results);
  const verified = await invoke(verify, ['x'], openStore(results));
  await invoke(prune, ['--yes'], openStore(results), new Date(Date.now() + 2 * DAYS));
  const left = fileHashes(root);
  const gone = Object.keys(held).filter((name) => left[name] !== held[name]);
  if (gone.length > 0) return void tally.lost.push(`${what}: prune deleted ${gone.length} files, ${gone[0]} for one`);
  const names = /link|loop|gone|kept/;
  if (listed.trials !== before.trials && !(listed.code !== 0 && names.test(listed.all)))
    return void tally.lost.push(`${what}: list tells other trials or numbers than without it`);
  if (verified.code === 0) tally.survived += 1;
  else if (names.test(verified.all)) tally.named += 1;
  else
    tally.lost.push(
      `${what}: verify tells ${
        verified.all
          .split('\n')
          .filter((line) => line.startsWith('differs'))[0]
          ?.slice(0, 200) ?? verified.all.slice(-200)
      }`,
    );
}
