import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArguments } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { run } from '../../src/commands/run.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';

/** A workspace whose launcher writes down what it is given, and then does as the script says. */
function workspace(script: string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'tools/nx-experiments/bin'), { recursive: true });
  mkdirSync(join(root, 'experiments'));
  writeFileSync(join(root, 'experiments/known.yml'), '');
  const note = `require('node:fs').writeFileSync('given.json', JSON.stringify(process.argv.slice(2)));`;
  writeFileSync(join(root, 'tools/nx-experiments/bin/run-experiment.js'), `${script}\n${note}`);
  return root;
}

function runIn(root: string, ...args: string[]): Promise<number> {
  const context = {
    store: openStore(join(root, 'results')),
    workspace: root,
    out: process.stdout,
    err: process.stderr,
    json: false,
    now: () => new Date(),
    sleep: () => Promise.resolve(),
    signal: new AbortController().signal,
  };
  return run.run(parseArguments(args, run.flags), context);
}

const given = (root: string): unknown => JSON.parse(readFileSync(join(root, 'given.json'), 'utf8'));

it('gives the launcher the experiment’s file and the flags as they were written, and ends as it ends', async () => {
  const root = workspace('process.exitCode = 2;');
  expect(await runIn(root, 'known', '--set', 'a=1', '--set=b=2', '--plan', '--jobs', '2')).toBe(2);
  expect(given(root)).toEqual(['experiments/known.yml', '--plan', '--set=a=1', '--set=b=2', '--jobs=2']);
});

it('names a file that is not there as it would be called', async () => {
  const root = workspace('');
  expect(await runIn(root, 'unknown')).toBe(0);
  expect(given(root)).toEqual(['experiments/unknown.yaml']);
});

it('hands a signal on, and ends with its code', async () => {
  const root = workspace('process.on("SIGTERM", () => process.exit(143)); setInterval(() => {}, 1000);');
  const ended = runIn(root, 'known');
  for (;;) {
    const begun = await sleep(20).then(() => {
      try {
        return given(root) !== undefined;
      } catch {
        return false; // it has not begun
      }
    });
    if (begun) break;
  }
  process.emit('SIGTERM', 'SIGTERM');
  expect(await ended).toBe(143);
});

it('asks for one experiment', async () => {
  await expect(runIn(workspace(''))).rejects.toThrow('run: expected one experiment, as in run quickstart, got none');
});
