import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projection } from '../../src/commands/projection.js';
import { fileHashes, LINEAR, run, tiny, workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

it('measures each VAE of an experiment once, twice the same, and changes no file', async () => {
  const arms = [
    LINEAR,
    'projected: { path: { kind: projected, times: 1 } }',
    'smaller: { path: { kind: linear }, vae: { latent: 6 } }',
  ];
  const yaml = tiny(arms).replace(
    'truth: { pairs: 3, alphas: 3, bank: 60 }',
    'truth: { pairs: 2, alphas: 3, bank: 12 }',
  );
  const space = workspace(yaml);
  await run(space, { engine });
  const before = fileHashes(space.root);
  const words = ['x', '--points', '3', '--jacobians', '2', '--steps', '5'];
  const told = await invokeJson(projection, words, { store: space.store });
  expect(told.problems).toEqual([]);
  expect(told.vaes.map(({ vae }: { vae: { latent: number } }) => vae.latent)).toEqual([8, 6]);
  for (const { trial, vae, iterates, truthPoints, kinds } of told.vaes) {
    expect([iterates, truthPoints, Object.keys(kinds)]).toEqual([[0, 1, 2, 5, 10], 2, ['real', 'middle', 'prior']]);
    for (const { movement, ratio, spread, jacobian, census, truth } of Object.values<(typeof kinds)['real']>(kinds)) {
      expect([movement.length, ratio.length, spread.length, spread[0], truth.distance.length]).toEqual([
        11, 10, 12, 1, 6,
      ]);
      expect([jacobian.start.points, jacobian.start.singular.length]).toEqual([2, vae.latent]);
      expect(jacobian.start.singular[0]).toBeGreaterThanOrEqual(jacobian.start.radius.mean - 1e-6);
      expect(census.distinct).toBeLessThanOrEqual(3);
    }
    // The first of these trials is of the straight line, whose middles were scored on the same pairs.
    const scored = (await space.store.experiment('x').trial(trial).readSummary())!.truth!.paths.all[
      'true-distance-half'
    ]!;
    expect(kinds.middle.truth.distance[0].mean).toBeCloseTo(scored.mean, 3);
  }
  const [, smaller] = told.vaes;
  const one = [`x/${smaller.trial}`, ...words.slice(1)];
  expect((await invokeJson(projection, one, { store: space.store })).vaes).toEqual([smaller]);
  const text = await invoke(projection, one, { store: space.store });
  expect(text.out).toMatch(
    /latent 6, channels 4, 8[^]*idempotence ratio[^]*Jacobian of P at 2 starts[^]*where iteration ends[^]*nearest true image/,
  );
  expect(fileHashes(space.root)).toEqual(before);

  await expect(invoke(projection, ['x', '--points', '1'], { store: space.store })).rejects.toThrow(
    '--points: expected an integer of at least 2, got 1',
  );
  expect((await invokeJson(projection, ['x', '--points', '21'], { store: space.store })).problems[0]).toContain(
    'points: expected at most half of the pool’s 40 latents, got 21',
  );
});
