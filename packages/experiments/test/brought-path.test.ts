import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillNormal, rootKey } from '@latent-paths/core';
import { writePool } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { line } from './small-path.js';
import { LINEAR, run, SINGLE, tiny, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'path.onnx');
  writeFileSync(file, line({ latents: 8 }));
});

async function scored({ store }: Workspace, name: string) {
  const { arms } = (await store.experiment('x').readExperiment())!;
  const trial = store.experiment('x').trial(arms.find((arm) => arm.name === name)!.trials[0]!);
  return { trial, run: (await trial.readRun())!, summary: (await trial.readSummary())! };
}

describe('a path that others trained', () => {
  it('is an arm beside others: one that walks the straight line scores as it, with its file away', async () => {
    const space = workspace(tiny([LINEAR, `theirs: { path: { kind: onnx, file: ${file}, licence: MIT } }`]));
    expect(await run(space, { engine })).toEqual({ finished: 2, failed: [] });
    const [linear, theirs] = [await scored(space, 'linear'), await scored(space, 'theirs')];
    const { mean } = linear.summary.points['reprojection']!;
    expect(theirs.summary.points['reprojection']!.mean).toBeCloseTo(mean, 4);
    expect(theirs.summary).toMatchObject({
      trained: false,
      training: null,
      broughtPath: { file, licence: 'MIT', source: null, trained: null, warnings: [] },
    });
    expect(theirs.summary.broughtPath!.parity).toBeLessThan(1e-5);
    expect(theirs.summary.gaps).toBeUndefined();
    const comparison = (await space.store.experiment('x').readComparison())!;
    expect(comparison.arms.find(({ arm }) => arm === 'theirs')!.ratios['reprojection']!.value).toBeCloseTo(1, 3);

    writeFileSync(file, 'gone');
    const { path, theta } = await finishedPath({ store: space.store, trial: theirs.trial, run: theirs.run });
    expect(path.trained).toBe(false);
    expect(Object.keys(theta).length).toBeGreaterThan(0);
  });

  it('has the three gaps where the points are given that it was trained on', async () => {
    const latents = new Float32Array(300 * 8);
    fillNormal(rootKey(5), 0, latents);
    const z = join(temporaryFolder(), 'z.arrow');
    const indices = Int32Array.from({ length: 300 }, (_, i) => i);
    const about = { vae: 'a1'.repeat(32), source: {}, part: 'train', seed: 1, latentSize: 8 } as const;
    await writePool(z, [{ indices, latents }], about);
    const pairs = join(temporaryFolder(), 'pairs.csv');
    const rows = Array.from({ length: 100 }, (_, i) => `${i},${(i * 7 + 3) % 300},${(i % 10) / 10}`);
    writeFileSync(pairs, ['a,b,alpha', ...rows].join('\n'));
    const yaml = tiny([LINEAR, SINGLE, `theirs: { path: { kind: onnx, file: ${file}, pairs: ${pairs} } }`])
      .replace(/^pool: .*$/m, `pool: { latents: ${z}, pictures: none, heldOut: 0.2, seed: 3 }`)
      .replace('evaluation: {', 'evaluation: { gaps: { pairs: 20, alphas: 5, batches: 2 },');
    const unseen = rows.map((row) => row.replace(/\d+,\d+/, (ends) => ends.replaceAll(/\d+/g, (at) => `${+at % 240}`)));
    const space = workspace(yaml);
    expect((await run(space, { engine })).failed).toEqual([]);
    const { summary, trial } = await scored(space, 'theirs');
    expect(summary.broughtPath!.trained).toBeGreaterThan(30);
    expect(summary.broughtPath!.warnings.join()).toMatch(
      /trained on \d+ of the 30 latents that all arms are scored on/,
    );
    const { trained, visited, unvisited } = summary.gaps!.sets;
    expect(trained!.attraction.mean).toBeLessThan(1e-6);
    expect(visited!.reprojection.mean).toBeGreaterThan(0);
    expect(unvisited!.reprojection.mean).toBeGreaterThan(0);
    const { set } = (await trial.readTable('gaps.arrow'))!.columns;
    expect(new Set(set!.data)).toEqual(new Set([0, 1, 2]));
    expect((await scored(space, 'single')).summary.gaps!.sets.visited).not.toBeNull();
    expect((await scored(space, 'linear')).summary.gaps).toBeUndefined();

    writeFileSync(pairs, ['a,b,alpha', ...unseen].join('\n'));
    const chosen = workspace(yaml.replace('heldOut: 0.2', 'heldOut: { rows: [240, 300] }'));
    expect((await run(chosen, { engine })).failed).toEqual([]);
    const { broughtPath, gaps } = (await scored(chosen, 'theirs')).summary;
    expect(broughtPath).toMatchObject({ trained: 100, warnings: [] });
    expect(Object.values(gaps!.sets).every((set) => set !== null)).toBe(true);
  });
});
