import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { integerAt, rootKey } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { Stopped } from '@latent-paths/trials/stages';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { command, commandIn } from './command.js';
import { holdAt } from './hold.js';
import { CHECKPOINTS, fileHashes, GROWING, LINEAR, remains, run, SINGLE, tiny, watched, workspace } from './tiny.js';

// Each path is scored in two runs of the compiled walk, so that scoring can be broken off between them.
const yaml = tiny([LINEAR, SINGLE, GROWING], `${CHECKPOINTS}\noptimiser: { average: 0.9 }`).replace(
  'pairs: 8, alphas: 9',
  'pairs: 12, alphas: 65',
);

let engine: Engine;
let unbroken: Promise<Awaited<ReturnType<typeof remains>>> | undefined;
beforeAll(async () => void (engine = await openEngine('onnx')));
afterAll(() => engine.dispose());

/** What a run leaves that nothing breaks off. */
function expected() {
  return (unbroken ??= (async () => {
    const space = workspace(yaml);
    expect(await run(space, { engine })).toEqual({ finished: 3, failed: [] });
    return remains(space);
  })());
}

it('ends with the same bits, wherever it was stopped and run again', async () => {
  const left = new Set([
    'vae-training 1',
    'vae-training 9',
    'vae-training 16', // the last one: seen in the extraction
    'encode 3',
    'project 1', // seen before the first trial
    'scoring 1',
    'path-training 1',
    'path-training 9',
    'path-training 24', // the last one of its arm: seen in the scoring
    'scoring 4',
    'validation 4',
    'path-training 40',
  ]);
  let stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => {
    if (left.delete(`${purpose} ${count}`)) stop.abort();
  });
  const space = workspace(yaml);
  for (let stops = left.size; stops > 0; stops--) {
    stop = new AbortController();
    await expect(run(space, { engine: stopping, signal: stop.signal })).rejects.toThrow(Stopped);
  }
  expect([...left]).toEqual([]);
  expect((await run(space, { engine: stopping })).failed).toEqual([]);
  expect(await remains(space)).toEqual(await expected());
});

it('does not go on with another engine, but with the same one, or from the start', async () => {
  const space = workspace(yaml);
  for (const purpose of ['vae-training', 'path-training']) {
    const stop = new AbortController();
    const stopping = watched(engine, (what, count) => what === purpose && count === 10 && stop.abort());
    await expect(run(space, { engine: stopping, signal: stop.signal })).rejects.toThrow(Stopped);
    const before = fileHashes(join(space.root, 'results'));
    const file = Object.keys(before).find((name) => name.endsWith('checkpoint.safetensors'))!;
    expect(file.startsWith('artifacts')).toBe(purpose === 'vae-training');
    const { finished, failed } = await run(space, { engine: { ...engine, version: 'onnxruntime-node 0.0.1' } });
    // A VAE that cannot be trained on keeps all trials from their end, a path's network its own trial alone.
    expect([finished, failed.length]).toEqual(purpose === 'vae-training' ? [0, 3] : [1, 1]);
    expect(failed[0]!.message).toContain(
      `${file}: this training began with the engine onnx (${engine.version}), and this is onnx (onnxruntime-node ` +
        '0.0.1)',
    );
    const after = fileHashes(join(space.root, 'results'));
    for (const name of Object.keys(before).filter((one) => !/^x\/(comparison|exploration)\./.test(one)))
      expect(after[name], name).toBe(before[name]);
    rmSync(join(space.root, 'results', file));
  }
  expect((await run(space, { engine })).failed).toEqual([]);
  expect(await remains(space)).toEqual(await expected());
});

/** Another seed tries other moments. */
const SEED = Number(process.env['SEED'] ?? 1);

it('ends with the same bits after Ctrl-C at any moment', async () => {
  const key = rootKey(SEED);
  const interrupt = 1 + integerAt(key, 0, 8);
  const space = workspace(yaml);
  console.info(`seed ${SEED}: interrupted at row ${interrupt}`);
  const { environment, waiting, letGo } = holdAt(interrupt);
  const { child, ended, until } = commandIn(environment, space.root);
  await until(() => waiting().length > 0);
  child.kill('SIGINT');
  letGo();
  const interrupted = await ended;
  expect(interrupted).toMatchObject({ code: 130, signal: null });
  expect(interrupted.output).toMatch(
    /stopping after this step; ask again to stop at once\n.*stopped.*; run the same command again to resume\n$/s,
  );

  const finished = await command(space.root).ended;
  expect(finished.output).toMatch(/^x: Which\?\n[12] of 3 trials to run\n/);
  expect(finished).toMatchObject({ code: 0 });
  const { arms } = space.experiment();
  const resumes = await Promise.all(
    arms.map(async ({ trials: [trial] }) => (await space.store.experiment('x').trial(trial!.id).readRun())!.resumes),
  );
  expect(resumes.flat()).toHaveLength(1);
  expect(await remains(space)).toEqual(await expected());
});
