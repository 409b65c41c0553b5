import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LockLostError } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { expect, it } from 'vitest';
import { command } from '../command.js';
import { LINEAR, remains, run, SINGLE, GROWING, tiny, watched, workspace, type Workspace } from '../tiny.js';

const STEP = 11;

/**
 * Runs an experiment until `happen` is told the folder of a trial in the midst of its training; resolves to what ended
 * it.
 */
async function runUntil(space: Workspace, happen: (trial: string) => void): Promise<unknown> {
  const engine = await openEngine('onnx', { threads: 1 });
  const x = join(space.root, 'results/x');
  const happening = watched(engine, (purpose, count) => {
    if (purpose !== 'path-training' || count !== STEP) return;
    happen(
      join(
        x,
        readdirSync(x).find((name) => name.startsWith('single-'))!,
      ),
    );
  });
  try {
    return await run(space, { engine: happening }).catch((error: unknown) => error);
  } finally {
    engine.dispose();
  }
}

const statusesOf = async (space: Workspace) =>
  Promise.all(
    space
      .experiment()
      .arms.map(
        async ({ trials: [trial] }) => (await space.store.experiment('x').trial(trial!.id).readRun())?.status ?? null,
      ),
  );

it('a deleted lock ends the run with a checkpoint and a record, from which it goes on to the same bits', async () => {
  const [unbroken, space] = [workspace(tiny([LINEAR, SINGLE, GROWING])), workspace(tiny([LINEAR, SINGLE, GROWING]))];
  await runUntil(unbroken, () => undefined);
  const ended = await runUntil(space, (trial) => rmSync(join(trial, '.lock')));
  expect(ended).toBeInstanceOf(LockLostError);
  expect((ended as Error).message).toContain(
    '.lock: this file was deleted while this process was at work in the folder',
  );
  expect(await statusesOf(space)).toEqual(['finished', 'stopped', null]);
  await runUntil(space, () => undefined);
  expect(await remains(space)).toEqual(await remains(unbroken));
});

it('a trial’s folder that is removed ends the run in order, and stays removed', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
  let folder = '';
  const ended = await runUntil(space, (trial) => {
    folder = trial;
    renameSync(trial, join(space.root, 'elsewhere'));
  });
  expect(ended).toBeInstanceOf(LockLostError);
  expect((ended as Error).message).toContain(
    `${folder}: this folder was removed or moved while this process was at work in it`,
  );
  expect(existsSync(folder)).toBe(false);
});

it('results that are removed as a whole end the run in order, and stay removed', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
  expect(await runUntil(space, () => rmSync(join(space.root, 'results'), { recursive: true }))).toBeInstanceOf(
    LockLostError,
  );
  expect(existsSync(join(space.root, 'results'))).toBe(false);
});

it('a folder that another process has taken over is left to it, as it is', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
  let before: string[] = [];
  const ended = await runUntil(space, (trial) => {
    rmSync(join(trial, '.lock'));
    writeFileSync(join(trial, '.lock'), 'another one');
    before = readdirSync(trial);
  });
  expect(ended).toBeInstanceOf(LockLostError);
  const trial = join(
    space.root,
    'results/x',
    readdirSync(join(space.root, 'results/x')).find((name) => name.startsWith('single-'))!,
  );
  expect(readdirSync(trial)).toEqual(before);
});

it('a run of several processes tells it by message and exit code, and the others keep what they have', async () => {
  const long = tiny([LINEAR, SINGLE, GROWING]).replace(/^budget: .*/m, 'budget: { points: 3200000 }');
  const space = workspace(long);
  const x = join(space.root, 'results/x');
  const asked = command(space.root, '--jobs=2');
  const begun = (arm: string) =>
    existsSync(x) &&
    readdirSync(x).some((name) => name.startsWith(`${arm}-`) && existsSync(join(x, name, 'metrics.jsonl')));
  await asked.until(() => begun('single') && begun('growing'));
  rmSync(
    join(
      x,
      readdirSync(x).find((name) => name.startsWith('single-'))!,
      '.lock',
    ),
  );
  const { code, output } = await asked.ended;
  expect(code).toBe(1);
  expect(output).toMatch(
    /\/\.lock: this file was deleted while this process was at work in the folder; it ends here; run the same command again to resume\n$/,
  );
  expect(output).not.toMatch(/^ {4}at /m);
  expect(await statusesOf(space)).toEqual(['finished', 'stopped', 'stopped']);
});
