import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { variances } from '../../src/commands/variances.js';
import { fileHashes, LINEAR, run, SINGLE, tiny, workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

it('tells the variances of a trained trial, twice the same, and changes no file', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  const before = fileHashes(space.root);
  const idOf = (arm: string) => space.experiment().arms.find(({ name }) => name === arm)!.trials[0]!.id;
  const words = [idOf('single'), '--squares', '2', '--pairs', '3', '--alphas', '3'];
  const told = await invokeJson(variances, words, { store: space.store });
  expect([told.losses, told.leftOut, told.variances.points]).toEqual([['reprojection', 'attraction'], [], 32]);
  expect(told.variances.predicted.map(({ perPair }: { perPair: number }) => perPair)).toEqual([1, 4, 16]);
  const { pair, alpha, interaction, predicted } = told.variances;
  for (const { perPair, independent } of predicted)
    expect(independent.value * 32).toBeCloseTo(perPair * pair.value + alpha.value + interaction.value, 6);
  const text = await invoke(variances, words, { store: space.store });
  expect(text.out).toMatch(
    /variances of the gradient of reprojection \+ attraction\n[^]*predicted variance of a batch of 32 points/,
  );
  expect((await invokeJson(variances, words, { store: space.store })).variances).toEqual(told.variances);
  expect(fileHashes(space.root)).toEqual(before);

  await expect(invoke(variances, [idOf('linear')], { store: space.store })).rejects.toThrow(
    'expected a trained network, found no checkpoint',
  );
  await expect(invoke(variances, [...words.slice(0, 1), '--pairs', '1'], { store: space.store })).rejects.toThrow(
    '--pairs: expected an integer of at least 2, got 1',
  );
});
