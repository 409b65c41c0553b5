import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineName } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import type { StageContext } from '@latent-paths/trials/stages';
import { expect, it } from 'vitest';
import { runRecord } from '../../../test/commands/records.js';
import { LINEAR, tiny } from '../../../test/tiny-yaml.js';
import { temporaryFolder } from '../../../../../tools/testing/src/temporary-folder.js';
import { openDisplay } from '../../terminal/open-display.js';
import { chosenTrials } from '../plan/trials-to-run.js';
import { workerRunner } from './worker-runner.js';

it.each([
  [false, 'run the same command again to resume from its last checkpoint'],
  [true, 'run the same command again without --fresh to resume from its last checkpoint'],
])('says of a trial whose process died how it goes on, where fresh is %s', async (fresh, remedy) => {
  const root = temporaryFolder();
  const file = join(root, 'x.yaml');
  writeFileSync(file, tiny([LINEAR]));
  const [chosen] = chosenTrials(resolveExperiment(file, { root }), {});
  const store = openStore(join(root, 'results'));
  const { provenance } = runRecord('x', 'linear');
  const now = () => performance.now() / 1000;
  const context = {
    store,
    provenance,
    display: openDisplay({ write: () => true }, now),
    now,
    date: () => new Date().toISOString(),
    signal: new AbortController().signal,
  } as unknown as StageContext; // its engine is the worker's
  const none = 'none' as EngineName; // no process can open it
  const runner = workerRunner({ engine: none, threads: 1, results: store.folder, provenance }, context);
  const job = { ...chosen!, experiment: 'x', fresh };
  await expect(runner.run(job, context.display)).rejects.toThrow(`; ${remedy}`);
  const { failures } = (await store.experiment('x').trial(job.trial.id).readRun())!;
  expect(failures.map(({ message }) => message.endsWith(`; ${remedy}`))).toEqual([true]);
});
