import { cpSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { openStore } from '@latent-paths/data';
import { provenance } from '@latent-paths/trials/provenance';
import type { StageContext } from '@latent-paths/trials/stages';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDisplay } from '../../src/terminal/open-display.js';
import { runExperiment } from '../../src/run/run-experiment.js';
import type { Outcome } from '../../src/run/run-jobs.js';
import { remains, watched, workspace, type Workspace } from '../tiny.js';
import { problemsOf, runUnbroken, runUntilStep, unbrokenRun, unwaited, YAML } from './unbroken.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** Runs with parts of the world replaced. */
function runIn(space: Workspace, world: Partial<StageContext>): Promise<Outcome> {
  const { store, root, experiment } = space;
  const now = () => performance.now() / 1000;
  const display = openDisplay({ write: () => undefined }, now);
  const signal = new AbortController().signal;
  const usual = {
    store,
    engine,
    provenance: provenance(root, engine, 'a test'),
    display,
    now,
    date: () => new Date().toISOString(),
    signal,
  };
  return unwaited(space, () => runExperiment(experiment(), { ...usual, ...world }));
}

/** Its results in another workspace, with other times. */
function copied(from: Workspace): Workspace {
  const space = workspace(YAML);
  cpSync(join(from.root, 'results'), join(space.root, 'results'), { recursive: true });
  for (const entry of readdirSync(join(space.root, 'results'), { recursive: true, withFileTypes: true }))
    utimesSync(join(entry.parentPath, entry.name), 1e9, 1e9);
  return { ...space, store: openStore(join(space.root, 'results')) };
}

it('goes on in a copy at another place to the same bits, and runs nothing there that has finished', async () => {
  const whole = workspace(YAML);
  const { remains: expected } = await runUnbroken(whole, engine);
  const space = copied(await runUntilStep(14, engine));
  const ran: string[] = [];
  expect(await runIn(space, { engine: watched(engine, (purpose) => ran.push(purpose)) })).toEqual({
    finished: 1,
    failed: [],
  });
  expect(ran).not.toContain('vae-training');
  expect(await remains(space)).toEqual(expected);
  const idle = {
    ...engine,
    compile: () => Promise.reject(new Error('nothing is left to run, but a step was compiled')),
  };
  expect(await runIn(copied(whole), { engine: idle })).toEqual({ finished: 0, failed: [] });
});

it('on another processor leaves what has finished, says of the rest how to go on, and does so', async () => {
  const origin = await runUntilStep(14, engine);
  const space = copied(origin);
  const there = { ...provenance(space.root, engine, 'a test'), cpu: 'Another CPU' };
  const [problem, ...more] = await problemsOf(runIn(space, { provenance: there }));
  expect(more).toEqual([]);
  const [, folder] =
    /growing-\w+\/checkpoint\.safetensors: this training began with the CPU .+, and this is Another CPU: .+ or delete the folder (\S+) to start again\.$/.exec(
      problem!,
    ) ?? expect.fail(problem);
  rmSync(folder!, { recursive: true });
  expect(await runIn(space, { provenance: there })).toEqual({ finished: 1, failed: [] });
  const store = space.store.experiment('x');
  const [linear, growing] = space.experiment().arms.map(({ trials }) => store.trial(trials[0]!.id));
  expect((await linear!.readRun())!.provenance.cpu).not.toBe('Another CPU');
  expect((await growing!.readRun())!.provenance.cpu).toBe('Another CPU');
});

it('records what ran before, where other code goes on', async () => {
  const space = await runUntilStep(14, engine);
  const now = { ...provenance(space.root, engine, 'a test'), commit: 'c'.repeat(40) };
  expect((await runIn(space, { provenance: now })).failed).toEqual([]);
  const growing = space.experiment().arms[1]!.trials[0]!.id;
  const { provenance: last, resumes } = (await space.store.experiment('x').trial(growing).readRun())!;
  expect([last.commit, resumes.map(({ step, before }) => [step, before?.commit])]).toEqual([
    'c'.repeat(40),
    [[14, null]],
  ]);
});

it('names all that made a VAE, where its training was stopped and other code went on', async () => {
  const space = workspace(YAML);
  const stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => purpose === 'vae-training' && count === 5 && stop.abort());
  const first = { ...provenance(space.root, engine, 'a test'), commit: 'a'.repeat(40) };
  await problemsOf(runIn(space, { engine: stopping, signal: stop.signal, provenance: first }));
  const told: string[] = [];
  const display = openDisplay({ write: (text) => told.push(text) }, () => 0);
  const last = { ...first, commit: 'c'.repeat(40) };
  expect((await runIn(space, { provenance: last, display })).failed).toEqual([]);
  const vae = (await space.store.artifacts()).find(({ name }) => name.startsWith('vae-'))!;
  expect(await vae.readManifest()).toMatchObject({ provenance: last, resumes: [{ step: 5, before: first }] });
  expect(told.join('')).toMatch(
    /checkpoint\.safetensors: made by commit a{12} until step 5; going on by commit c{12}, and manifest\.json will/,
  );
});

it('does not go on from latents that are not those it began with', async () => {
  const space = await runUntilStep(14, engine);
  const pool = (await space.store.artifacts()).find(({ name }) => name.startsWith('pool-'))!;
  const manifest = (await pool.readManifest())!;
  rmSync(pool.path('manifest.json'));
  await pool.writeBytes('more.json', new Uint8Array(1));
  await pool.finish({ madeAt: manifest.madeAt, provenance: manifest.provenance });
  const [problem] = await problemsOf(runIn(space, {}));
  expect(problem).toMatch(
    /growing-\w+: this training began on pool-\w+ with the content \w+, and that has \w+ now: .+ restore that artifact from a copy, or delete this folder/,
  );
});

it('lets no clock that goes back confuse it: the same bits, no span below zero, all records in order', async () => {
  const { remains: expected } = await unbrokenRun(engine);
  const space = workspace(YAML);
  let asked = 0;
  // Both sources go back by hours and leap ahead by days again and again.
  const leap = () => [0, -7_200, 90_000, -100_000][asked++ % 4]!;
  const now = () => 1e6 + performance.now() / 1000 + leap();
  const date = () => new Date(Date.now() + 1_000 * leap()).toISOString();
  for (const last of [5, 9, 10]) {
    const stop = new AbortController();
    const stopping = watched(engine, (purpose, count) => purpose === 'path-training' && count === last && stop.abort());
    await problemsOf(runIn(space, { engine: stopping, now, date, signal: stop.signal }));
  }
  expect((await runIn(space, { now, date })).failed).toEqual([]);
  expect(await remains(space)).toEqual(expected);
  for (const { trials } of space.experiment().arms) {
    const trial = space.store.experiment('x').trial(trials[0]!.id);
    const { startedAt, endedAt, resumes } = (await trial.readRun())!;
    const dates = [startedAt, ...resumes.map(({ at }) => at), endedAt!];
    expect(dates).toEqual([...dates].sort());
    const seconds = (await trial.readMetrics()).map((row) => row.seconds);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(seconds.every((value) => value >= 0)).toBe(true);
    const summary = (await trial.readSummary())!;
    expect(summary.evaluationSeconds).toBeGreaterThanOrEqual(0);
    expect(summary.training?.seconds ?? 0).toBeGreaterThanOrEqual(0);
  }
});
