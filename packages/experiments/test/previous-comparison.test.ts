import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExperimentStore } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { compare } from '@latent-paths/trials/stages';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINEAR, run, tiny, workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const CIRCLE = 'circle: { path: { kind: slerp } }';

it('keeps the comparison before where trials or figures are others, and not where words alone are', async () => {
  const space = workspace(tiny([LINEAR]));
  const store = space.store.experiment('x');
  const compared = async () => {
    await run(space, { engine });
    return { now: (await store.readComparison())!, before: await store.readPreviousComparison() };
  };
  const first = await compared();
  expect(first.before).toBeNull();
  expect(await compared()).toEqual(first); // nothing was compared

  space.write(tiny([LINEAR]).replace('Which?', 'Which one?'));
  const reworded = await compared();
  expect(reworded.now.inputs).not.toBe(first.now.inputs);
  expect(reworded.now.arms).toEqual(first.now.arms);
  expect(reworded.before).toBeNull();

  space.write(tiny([LINEAR, CIRCLE]));
  const wider = await compared();
  expect(wider.before).toEqual(reworded.now);
  expect(wider.now.trials).toHaveLength(2);

  // the same trials, held against another: ratios are others
  const turned = tiny([LINEAR, CIRCLE]).replace('baseline: linear', 'baseline: circle');
  space.write(turned);
  const relative = await compared();
  expect(relative.now.trials).toEqual(wider.now.trials);
  expect(relative.now.arms).not.toEqual(wider.now.arms);
  expect(relative.before).toEqual(wider.now);

  space.write(turned.replace('Which?', 'Which one?'));
  const again = await compared();
  expect(again.now.inputs).not.toBe(relative.now.inputs);
  expect(again.before).toEqual(wider.now);
});

it('leaves a fuller comparison that another run wrote while it computed its own', async () => {
  const space = workspace(tiny([LINEAR, CIRCLE]));
  const store = space.store.experiment('x');
  await run(space, { engine, arms: ['linear'] });
  rmSync(join(store.folder, 'comparison.json'));
  let other: Promise<unknown> | undefined;
  const slow: ExperimentStore = {
    ...store,
    trial: (id) => {
      const files = store.trial(id);
      const readTable = async (name: string) => {
        await (other ??= run(space, { engine, arms: ['circle'] }));
        return files.readTable(name);
      };
      return { ...files, readTable };
    },
  };
  await compare((await store.readExperiment())!, slow);
  expect((await store.readComparison())!.trials).toHaveLength(2);
  expect(await store.readPreviousComparison()).toBeNull();
});
