import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../src/run-store.js';
import { temporaryFolder } from '../fixtures/records.js';
import { filesOf, live } from './life.js';

/** Moves every file of a folder out of the store, and links to where it is now. */
function linkFiles(folder: string, elsewhere: string): void {
  mkdirSync(elsewhere);
  for (const name of readdirSync(folder)) {
    renameSync(join(folder, name), join(elsewhere, name));
    symlinkSync(join(elsewhere, name), join(folder, name));
  }
}

// Before step 4 the log ends where the checkpoint was written, and before step 5 it has a row more, which is cut.
it.each([4, 5])(
  'goes on from files that are links, and changes none that they lead to: stopped before step %i',
  async (stop) => {
    const [root, unbroken] = [temporaryFolder(), temporaryFolder()];
    await live(unbroken);
    const stopping = (step: number) => {
      if (step === stop) throw new Error('stopped');
    };
    await expect(live(root, stopping)).rejects.toThrow('stopped');
    const elsewhere = join(temporaryFolder(), 'trial');
    linkFiles(join(root, 'x/abc'), elsewhere);
    const before = filesOf(elsewhere);
    expect(Object.keys(before)).toContain('metrics.jsonl');

    const steps: number[] = [];
    await live(root, (step) => steps.push(step));
    expect(steps).toEqual([4, 5, 6]);
    expect(filesOf(elsewhere)).toEqual(before);
    expect(await openStore(root).experiment('x').trial('abc').check()).toEqual([]);
    for (const name of readdirSync(join(unbroken, 'x/abc')))
      expect(readFileSync(join(root, 'x/abc', name)), name).toEqual(readFileSync(join(unbroken, 'x/abc', name)));
  },
);

it('takes no lock that is a link, empties nothing behind it, and names the remedy', async () => {
  const root = temporaryFolder();
  const trial = openStore(root).experiment('x').trial('abc');
  await (
    await trial.lock()
  )();
  const diary = join(temporaryFolder(), 'diary');
  for (const text of ['dear diary', '']) {
    writeFileSync(diary, text);
    symlinkSync(diary, join(trial.folder, '.lock'));
    await expect(trial.lock()).rejects.toThrow(
      `.lock: expected a file, got a link to ${diary}; remove the link and run the same command again`,
    );
    expect(readFileSync(diary, 'utf8')).toBe(text);
    renameSync(join(trial.folder, '.lock'), join(root, `${text}link`));
  }
});
