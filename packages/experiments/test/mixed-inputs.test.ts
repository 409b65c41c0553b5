import { rmSync } from 'node:fs';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINEAR, run, SINGLE, tiny, workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

it('says at each comparison which trials used a pool that was made again since', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  const told: string[] = [];
  await run(space, { engine, told, arms: ['linear'] });
  const pool = (await space.store.artifacts()).find(({ name }) => name.startsWith('pool-'))!;
  const manifest = (await pool.readManifest())!;
  rmSync(pool.path('manifest.json'));
  await pool.writeBytes('more.json', new Uint8Array(1)); // other content under the same name, as another machine makes
  await pool.finish({ madeAt: manifest.madeAt, provenance: manifest.provenance });
  expect(told.join('')).not.toContain('content');

  await run(space, { engine, told });
  const [linear, single] = space.experiment().arms.map(({ trials }) => trials[0]!.id);
  expect(told.join('')).toMatch(
    new RegExp(
      `${pool.name} did not have the same content for all trials \\(\\w+ under ${linear}; \\w+ under ${single}\\): `,
    ),
  );
});
