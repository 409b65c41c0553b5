import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../src/commands/compare.js';
import { invokeJson } from './commands/invoke.js';
import { LINEAR, run, SINGLE, tiny, watched, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const SOLVERS = [
  'direct: { path: { kind: direct, iterations: 4 } }',
  'hard: { path: { kind: direct, form: hard-endpoints, iterations: 4 } }',
  'spline: { path: { kind: spline, points: 5, iterations: 3, learningRate: 0.001 } }',
  'graph: { path: { kind: graph, nodes: 60, neighbours: 8 } }',
];
const PROJECTED = 'projected: { path: { kind: projected, times: 2 } }';
const PIXELS = 'pixels: { path: { kind: pixel-linear } }';
/** Solvers are scored on 3 of the 8 pairs, and on 5 of the 9 α. */
const onFew = (arms: readonly string[]) =>
  tiny(arms).replace('pairs: 8, alphas: 9,', 'pairs: 8, alphas: 9, solver: { pairs: 3, alphas: 5 },');

describe('paths that are solved for, beside others', () => {
  let space: Workspace;
  beforeAll(async () => {
    space = workspace(
      onFew([LINEAR, PROJECTED, PIXELS, SINGLE, ...SOLVERS]),
      mkdtempSync(join(tmpdir(), 'latent-paths-')),
    );
    expect(await run(space, { engine })).toEqual({ finished: 8, failed: [] });
  });
  afterAll(() => rmSync(space.root, { recursive: true, force: true }));

  const filesOf = (arm: string) => {
    const { trials } = space.experiment().arms.find(({ name }) => name === arm)!;
    expect(trials).toHaveLength(1);
    return space.store.experiment('x').trial(trials[0]!.id);
  };
  const tables = async (arm: string, prefix = '') => {
    const files = filesOf(arm);
    return {
      points: (await files.readTable(`${prefix}points.arrow`))?.columns,
      paths: (await files.readTable(`${prefix}paths.arrow`))?.columns,
    };
  };

  it('are scored on few pairs and α, which all others are scored on too', async () => {
    const [full, common, solved] = [await tables('linear'), await tables('linear', 'common-'), await tables('spline')];
    expect(
      [full, common, solved].map(({ points, paths }) => [points!['pair']!.data.length, paths!['pair']!.data.length]),
    ).toEqual([
      [72, 8],
      [15, 3],
      [15, 3],
    ]);
    expect((await tables('spline', 'common-')).points).toBeUndefined();
    for (const end of ['a', 'b'])
      expect([...solved.paths![end]!.data]).toEqual([...full.paths![end]!.data].slice(0, 3));
    expect([...solved.paths!['a']!.data]).toEqual([...common.paths!['a']!.data]);
    expect([...common.points!['alpha']!.data].slice(0, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    // What does not depend on the grid is the same on both.
    const every = [...full.points!['reprojection']!.data].filter((_, i) => i < 27 && (i % 9) % 2 === 0);
    [...common.points!['reprojection']!.data].forEach((value, i) => expect(value / every[i]!).toBeCloseTo(1, 4));
  });

  it('are compared with them on those, and say so', async () => {
    const { arms, pairs } = (await space.store.experiment('x').readComparison())!;
    expect(pairs).toBe(8);
    expect(arms.map(({ arm, on }) => [arm, on])).toEqual([
      ...['linear', 'projected', 'pixels', 'single'].map((arm) => [arm, undefined]),
      ...['direct', 'hard', 'spline', 'graph'].map((arm) => [arm, { pairs: 3, alphas: 5 }]),
    ]);
    const [linear, direct] = [
      (await tables('linear', 'common-')).points!['reprojection']!.data,
      (await tables('direct')).points!['reprojection']!.data,
    ];
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
    expect(arms.find(({ arm }) => arm === 'direct')!.ratios['reprojection']!.value).toBeCloseTo(
      sum(direct) / sum(linear),
      5,
    );
    const { metrics } = await invokeJson(compare, ['x'], { store: space.store });
    const { delta } = metrics
      .find(({ name }: { name: string }) => name === 'reprojection')
      .groups.find(({ name }: { name: string }) => name === 'x/direct');
    expect(delta).toMatchObject({
      value: expect.closeTo((sum(direct) - sum(linear)) / 15, 4),
      over: 'pairs',
      units: 3,
    });
  });

  it('join their ends, but for the oracle that may leave them', async () => {
    const errorOf = async (arm: string) => (await filesOf(arm).readSummary())!.paths['endpoint-error']!.max;
    expect(await Promise.all(['hard', 'spline', 'graph'].map(errorOf))).toEqual([0, 0, 0]);
    expect(await errorOf('direct')).toBeGreaterThan(0);
  });

  it('cost what was computed for them, a point', async () => {
    const costOf = async (arm: string) => (await filesOf(arm).readSummary())!.cost;
    const counted = async (arm: string) => {
      const { decodes, encodes } = await costOf(arm);
      return [decodes, encodes];
    };
    expect(await counted('linear')).toEqual([0, 0]);
    expect(await counted('single')).toEqual([0, 0]);
    expect(await counted('projected')).toEqual([2, 2]);
    expect(await counted('pixels')).toEqual([2, 0]);
    expect(await counted('direct')).toEqual([4, 4]); // iterations
    expect(await counted('spline')).toEqual([(3 * 5) / 5, 0]); // iterations × points of the energy ÷ α
    const [edges, encodes] = await counted('graph');
    expect(encodes).toBe(0);
    expect((edges! * 15) % 3).toBeCloseTo(0, 9); // each edge decodes 3 points
    const flops = async (arm: string) => (await costOf(arm)).flops!;
    expect(await flops('linear')).toBe(0);
    expect(await flops('single')).toBeGreaterThan(0);
    expect(await flops('projected')).toBeGreaterThan(10 * (await flops('single')));
    // Forth and back through D and E, and not back to their weights: twice as much as forth alone.
    expect((await flops('direct')) / 4 / ((await flops('projected')) / 2)).toBeCloseTo(2, 0);
    for (const arm of ['linear', 'graph', 'single']) expect((await costOf(arm)).seconds).toBeGreaterThan(0);
  });

  it('leave out of tables and summaries what a path without latents has not', async () => {
    const summary = (await filesOf('pixels').readSummary())!;
    expect([
      summary.points['reprojection'],
      summary.points['attraction'],
      summary.paths['endpoint-error'],
      summary.sets['diversity'],
    ]).toEqual([null, null, null, null]);
    expect(summary.byAlpha).toEqual({});
    expect(summary.paths['alpha-sensitivity']!.mean).toBeCloseTo(1, 3);
    const { points, paths } = await tables('pixels');
    expect([Object.keys(points!), paths!['spread']]).toEqual([['pair', 'alpha'], undefined]);
    const row = (await space.store.experiment('x').readComparison())!.arms.find(({ arm }) => arm === 'pixels')!;
    expect([row.metrics['reprojection'], row.metrics['diversity']]).toEqual([null, null]);
    expect(row.metrics['alpha-sensitivity']!.value).toBeCloseTo(1, 3);
  });

  it('are the same bits when they are solved for again', async () => {
    const again = workspace(onFew([LINEAR, ...SOLVERS]));
    await run(again, { engine });
    for (const { name, trials } of again.experiment().arms) {
      const [first, second] = await Promise.all(
        [filesOf(name), again.store.experiment('x').trial(trials[0]!.id)].map(
          async (files) => (await files.readRun())!.files['points.arrow'],
        ),
      );
      expect(second, name).toBe(first);
    }
  });
});

it('a solver is stopped between two of its runs, and begins anew', async () => {
  const space = workspace(tiny([LINEAR, 'direct: { path: { kind: direct, iterations: 50 } }']));
  const stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => purpose === 'solve direct' && count === 20 && stop.abort());
  await expect(run(space, { engine: stopping, signal: stop.signal })).rejects.toThrow('direct, solving stopped');
  expect(await run(space, { engine })).toEqual({ finished: 1, failed: [] });
});

it('a solver that diverges is a trial that fails, and says how to go on', async () => {
  const wild = 'wild: { path: { kind: direct, learningRate: 1.0e+30, iterations: 5 } }';
  const space = workspace(tiny([LINEAR, wild]));
  const { finished, failed } = await run(space, { engine });
  expect([finished, failed.map(({ message }) => message)]).toEqual([
    1,
    [
      expect.stringMatching(
        /^direct: expected a descent to a minimum, got .+; lower the learning rate, or choose another gradient$/,
      ),
    ],
  ]);
});
