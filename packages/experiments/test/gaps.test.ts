import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { scoreTrial } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINEAR, run, SINGLE, tiny, workspace, type Workspace } from './tiny.js';

const EVERY = 'every: { sampling: { pairs: { kind: fixed, count: 19900 }, alphas: { kind: dense, count: 8 } } }';
const yaml = tiny([LINEAR, SINGLE, EVERY]).replace(
  'evaluation: {',
  'evaluation: { latents: validation, gaps: { pairs: 40, alphas: 5, batches: 3 },',
);

let engine: Engine;
let space: Workspace;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  space = workspace(yaml, mkdtempSync(join(tmpdir(), 'latent-paths-gaps-')));
  expect((await run(space, { engine })).failed).toEqual([]);
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

async function scored(arm: string) {
  const { id } = space.experiment().arms.find(({ name }) => name === arm)!.trials[0]!;
  const trial = space.store.experiment('x').trial(id);
  return { trial, run: (await trial.readRun())!, summary: (await trial.readSummary())! };
}

async function imagesOf(part: 'validation' | 'test'): Promise<Set<number>> {
  const { run: made } = await scored('linear');
  const pool = await openPool(join(space.root, 'results/artifacts', made.inputs['pool']!.artifact, `${part}.arrow`));
  try {
    return new Set(await pool.indices());
  } finally {
    pool.close();
  }
}

describe('a trial that is scored on validation latents', () => {
  it('joins images of that pool, and of no other', async () => {
    const [validation, test] = [await imagesOf('validation'), await imagesOf('test')];
    for (const arm of ['linear', 'single']) {
      const { a, b } = (await (await scored(arm)).trial.readTable('paths.arrow'))!.columns;
      const ends = [...a!.data, ...b!.data];
      expect(ends.length).toBe(16);
      expect(ends.filter((image) => !validation.has(image) || test.has(image))).toEqual([]);
    }
  });

  it('is compared with ground truth again on the same', async () => {
    const { trial, run: made, summary } = await scored('single');
    const again = await scoreTrial({
      store: space.store,
      trial,
      run: made,
      settings: {},
      engine,
      now: () => 0,
      tell: () => undefined,
    });
    expect(again.record.distance.mean).toBeCloseTo(summary.truth!.distance.mean, 3);
  });
});

describe('a trial that is scored on what it was trained on', () => {
  const rowsOf = async (arm: string) => {
    const { set, a, b, reprojection, attraction } = (await (await scored(arm)).trial.readTable('gaps.arrow'))!.columns;
    return Array.from(set!.data as Int32Array, (one, i) => ({
      set: one,
      a: a!.data[i] as number,
      b: b!.data[i] as number,
      reprojection: reprojection!.data[i] as number,
      attraction: attraction!.data[i] as number,
    })); // columns of numbers
  };

  it('has rows of every set, and their means in its summary', async () => {
    const [rows, { gaps }] = [await rowsOf('single'), (await scored('single')).summary];
    expect(gaps).toMatchObject({ pairs: 40, alphas: 5, points: 96 });
    for (const [set, name] of (['trained', 'visited', 'unvisited'] as const).entries()) {
      const own = rows.filter((row) => row.set === set);
      expect(own.length).toBe(set === 0 ? 96 : 40);
      for (const key of ['reprojection', 'attraction'] as const) {
        expect(own.every((row) => row[key] >= 0)).toBe(true);
        const mean = own.reduce((sum, row) => sum + row[key] / own.length, 0);
        expect(gaps!.sets[name]![key].mean / mean).toBeCloseTo(1, 4);
      }
    }
    const pairs = (set: number) => new Set(rows.filter((row) => row.set === set).map(({ a, b }) => `${a} ${b}`));
    for (const pair of pairs(1)) expect(pairs(0)).toContain(pair);
    for (const pair of pairs(2)) expect(pairs(0)).not.toContain(pair);
  });

  it('has none of those that were never visited where there are none', async () => {
    const { gaps } = (await scored('every')).summary;
    expect(gaps!.sets.unvisited).toBeNull();
    expect(gaps!.sets.visited).not.toBeNull();
    expect(new Set((await rowsOf('every')).map(({ set }) => set))).toEqual(new Set([0, 1]));
  });

  it('is no formula', async () => {
    const { trial, summary } = await scored('linear');
    expect(summary.gaps).toBeUndefined();
    expect(await trial.readTable('gaps.arrow')).toBeNull();
  });
});
