import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { list } from '../../../../packages/experiments/src/commands/list.js';
import { verify } from '../../../../packages/experiments/src/commands/verify.js';
import { fileHashes } from '../../../../packages/experiments/test/remains.js';
import type { Fault } from '../fault.js';
import { invoke } from '../in-process.js';
import type { Stage } from '../stage.js';

type Damage = (bytes: Buffer, draw: (below: number) => number) => Buffer;

export const truncation: Fault = fault(
  'every file of a finished store cut off in turn, at random; verify names it',
  (bytes, draw) => bytes.subarray(0, draw(bytes.length)),
);

export const flips: Fault = fault(
  'a random bit of every file of a finished store flipped in turn; verify names it',
  (bytes, draw) => {
    const copy = Buffer.from(bytes);
    copy[draw(bytes.length)]! ^= 1 << draw(8);
    return copy;
  },
);

function fault(about: string, damage: Damage): Fault {
  return {
    about,
    needs: [],
    isShort: true,
    async inflict(stage) {
      const { space: origin } = await stage.unbroken();
      const space = stage.space('damaged', origin.results);
      const whole = await invoke(verify, [], space.store);
      if (whole.code !== 0) return void stage.tally.lost.push(`verify of an undamaged store: ${whole.all.slice(-300)}`);
      const files = Object.keys(fileHashes(space.results)).filter((_, i) => i % stage.length.every === 0);
      for (const [i, name] of files.entries())
        await damageOne(stage, {
          path: join(space.results, name),
          name,
          results: space.store,
          draw: (at, below) => stage.draw(10 * i + at, below),
          damage,
        });
    },
  };
}

interface One {
  readonly path: string;
  readonly name: string;
  readonly results: Parameters<typeof invoke>[2];
  readonly draw: (at: number, below: number) => number;
  readonly damage: Damage;
}

async function damageOne({ tally }: Stage, { path, name, results, draw, damage }: One): Promise<void> {
  const whole = readFileSync(path);
  let at = 0;
  writeFileSync(
    path,
    damage(whole, (below) => draw(at++, below)),
  );
  const told = await invoke(verify, ['--json'], results);
  const listed = await invoke(list, [], results);
  writeFileSync(path, whole);
  const found = told.code === 1 && namesIt(told.all, name);
  if (!found)
    tally.lost.push(`${name}: verify ${told.code === 0 ? 'finds nothing wrong' : `says ${told.all.slice(-200)}`}`);
  else if (!/growing/.test(listed.all) && !namesIt(listed.all, name))
    tally.lost.push(`${name}: list tells neither of the trials nor of the file`);
  else tally.named += 1;
}

/** Whether something that is told to differ is that file, or the folder that it lies in. */
function namesIt(text: string, name: string): boolean {
  return text.includes(basename(name)) || text.includes(basename(dirname(name)));
}
