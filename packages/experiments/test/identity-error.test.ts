import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../src/commands/compare.js';
import { list } from '../src/commands/list.js';
import { verify } from '../src/commands/verify.js';
import { publishComparison } from '../src/run/publish-comparison.js';
import { recordExperiment } from '../src/run/record-experiment.js';
import { invoke, invokeJson } from './commands/invoke.js';
import { LINEAR, run, SINGLE, tiny, workspace, type Workspace } from './tiny.js';

const ARMS = [
  LINEAR,
  SINGLE,
  'slerp: { path: { kind: slerp } }',
  'projected: { path: { kind: projected } }',
  'pictures: { path: { kind: pixel-linear } }',
  'graph: { path: { kind: graph, nodes: 60 } }',
];

let engine: Engine;
let space: Workspace;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  space = workspace(tiny(ARMS), mkdtempSync(join(tmpdir(), 'latent-paths-identity-')));
  expect(await run(space, { engine })).toEqual({ finished: ARMS.length, failed: [] });
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

const trialOf = (arm: string) =>
  space.store.experiment('x').trial(space.experiment().arms.find(({ name }) => name === arm)!.trials[0]!.id);
const scoreOf = async (arm: string) => (await trialOf(arm).readSummary())!.paths['identity-error'];

describe('‖I(z, z, α) − z‖', () => {
  it('is 0 of straight lines and of great circles, at every pair and α', async () => {
    expect([(await scoreOf('linear'))!.max, (await scoreOf('slerp'))!.max]).toEqual([0, 0]);
  });

  it('is above 0 where a network or a projection moves what need not move', async () => {
    expect([(await scoreOf('single'))!.mean, (await scoreOf('projected'))!.mean].every((value) => value > 0.01)).toBe(
      true,
    );
  });

  it('is not defined of pictures, nor where each pair is solved for', async () => {
    expect([await scoreOf('pictures'), await scoreOf('graph')]).toEqual([null, null]);
    expect(Object.keys((await trialOf('graph').readTable('paths.arrow'))!.columns)).not.toContain(
      'identity error (lower is better)',
    );
  });

  it('is a column of the table of paths, a metric of list, compare and comparison, and one to judge by', async () => {
    expect((await trialOf('single').readTable('paths.arrow'))!.columns['identity-error']!.data).toHaveLength(8);
    expect((await invoke(list, [], space)).out.split('\n')[0]).toMatch(/endpoint-error +identity-error/);
    expect((await invoke(compare, ['x'], space)).out).toContain('identity error (lower is better)');
    const { arms } = (await space.store.experiment('x').readComparison())!;
    const known = arms.map(({ arm, metrics }) => [
      arm,
      metrics['identity-error'] === null ? null : metrics['identity-error']!.value > 0,
    ]);
    expect(known).toEqual([
      ['linear', false],
      ['single', true],
      ['slerp', false],
      ['projected', true],
      ['pictures', null],
      ['graph', null],
    ]);
    space.write(tiny(ARMS, 'metric: { name: identity-error }'));
    expect(space.experiment().metric).toEqual({ name: 'identity-error', goal: 'minimise' });
    space.write(tiny(ARMS));
  });
});

describe('a trial that was scored before there was such a score', () => {
  beforeAll(async () => {
    for (const arm of ['linear', 'single']) {
      const trial = trialOf(arm);
      const { status: _, files: __, ...record } = (await trial.readRun())!;
      const summary = (await trial.readSummary())!;
      const table = (await trial.readTable('paths.arrow'))!;
      const without = ({ 'identity-error': _score, ...rest }: Readonly<Record<string, unknown>>) => rest;
      const files = (await trial.files())
        .map(({ name }) => name)
        .filter((name) => !['run.json', 'metrics.jsonl', 'summary.json', 'paths.arrow'].includes(name));
      const bytes = await Promise.all(files.map((name) => trial.readBytes(name)));
      await trial.writeRun({ ...record, status: 'running', files: {} });
      // with its seal, as before it was finished
      for (const [i, name] of files.entries()) await trial.writeBytes(name, bytes[i]!);
      // the same, less one key
      await trial.writeSummary({ ...summary, paths: without(summary.paths) as typeof summary.paths });
      await trial.writeTable('paths.arrow', { ...table, columns: without(table.columns) as typeof table.columns });
      await trial.finish(record);
    }
  });

  it('is compared and listed with the others, and has no such score', async () => {
    await recordExperiment(space.experiment(), space.store.experiment('x'));
    await publishComparison(space.store.experiment('x'));
    const { arms } = (await space.store.experiment('x').readComparison())!;
    expect(arms.map(({ metrics }) => metrics['identity-error'] === null)).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(arms.every(({ metrics }) => metrics['reprojection'] !== null || metrics['true-distance'] !== null)).toBe(
      true,
    );
    expect((await invoke(list, [], space)).code).toBe(0);
  });

  it('is verified, and gives the same bits when it is scored again', async () => {
    const { checks } = await invokeJson(verify, ['linear', 'single', '--deep'], space);
    const wrong = checks.filter(({ outcome }: { outcome: string }) => outcome === 'differs' || outcome === 'unchecked');
    expect(wrong).toEqual([]);
  });
});
