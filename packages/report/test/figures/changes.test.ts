import { openStore } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { figures } from '../../src/figures/registry.js';
import { loadExperiment } from '../../src/load.js';
import { writeFixture } from '../fixture/write-fixture.js';
import { fixtureOf } from './drawn.js';

it('tells what is not as it was: trials, verdicts, and figures whose interval was left', async () => {
  const results = temporaryFolder();
  const store = openStore(results).experiment(await writeFixture(results, fixtureOf('grid')));
  expect(figures.changes.draw(await loadExperiment(results, 'grid'))).toBeNull();

  const now = (await store.readComparison())!;
  const claim = {
    id: 'C',
    over: 'pairs',
    units: 8,
    seeds: [1] as number[],
    difference: now.arms[0]!.metrics['reprojection']!,
  } as const;
  const rest = { ratio: null, p: 0.5, adjusted: 0.5 };
  await store.writeComparison({ ...now, claims: [{ ...claim, ...rest, verdict: 'supported' }] });
  const { value } = now.arms[1]!.metrics['reprojection']!;
  await store.writePreviousComparison({
    ...now,
    trials: [...now.trials.slice(0, -1), 'pairs-all-alphas-32-0123456789ab'],
    claims: [{ ...claim, ...rest, verdict: 'unsettled' }],
    arms: now.arms.map((row, i) => ({
      ...row,
      metrics:
        i === 1
          ? { ...row.metrics, reprojection: { value: 3 * value, low: 2.8 * value, high: 3.1 * value } }
          : row.metrics,
    })),
  });
  const { markup } = figures.changes.draw(await loadExperiment(results, 'grid'))!;
  const text = markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(text).toContain('trials 12 the same, 1 new, 1 no longer compared, of which 1 are deleted');
  expect(text).toContain('commit the same, 0123456789ab');
  expect(text).toContain('verdicts C was not settled, is supported');
  expect(text).toMatch(/figures 1 moved: reprojection of pairs-100-alphas-1, [\d.]+ → [\d.]+/);
});

it('says that nothing moved where the numbers are within each other’s intervals', async () => {
  const results = temporaryFolder();
  const store = openStore(results).experiment(await writeFixture(results, fixtureOf('grid')));
  await store.writePreviousComparison((await store.readComparison())!);
  expect(figures.changes.draw(await loadExperiment(results, 'grid'))!.markup).toContain('none has moved');
});

it('compares settings within a seed: an order of seeds is no change, seeds that are not shared are named', async () => {
  const results = temporaryFolder();
  await writeFixture(results, fixtureOf('grid'));
  const loaded = await loadExperiment(results, 'grid');
  const trial = (seed: number, rate: string) => ({
    id: `dense-${seed}-${rate}`,
    arm: 'dense',
    seed,
    at: null,
    commit: null,
    settings: new Map([
      ['vae.seed', String(seed)],
      ['optimiser.learningRate', rate],
    ]),
  });
  const settingsOf = (then: readonly ReturnType<typeof trial>[], now: typeof then) => {
    const previous = { comparison: loaded.comparison!, then, now, gone: 0 };
    return figures.changes.draw({ ...loaded, previous })!.markup.replace(/<[^>]*>/g, ' ');
  };
  expect(settingsOf([trial(2, '0.1'), trial(1, '0.1')], [trial(1, '0.1')])).toMatch(/settings\s+the same/);
  expect(settingsOf([trial(2, '0.1'), trial(1, '0.1')], [trial(1, '0.2')])).toMatch(
    /settings\s+optimiser\.learningRate 0\.1 → 0\.2\s/,
  );
  expect(settingsOf([trial(2, '0.1')], [trial(1, '0.1')])).toMatch(/settings\s+other seeds of dense/);
});
