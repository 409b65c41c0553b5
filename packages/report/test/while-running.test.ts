import { readFile } from 'node:fs/promises';
import { rootKey } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { buildReport } from '../src/index.js';
import { DENSE_ARMS } from './fixture/arms.js';
import { metricsOf } from './fixture/metrics-of.js';
import { writeFixture } from './fixture/write-fixture.js';

it('is a whole page each time, and names no damage, while a run writes what it is made from', async () => {
  const results = temporaryFolder();
  const [linear, , trained] = DENSE_ARMS;
  const arms = [linear!, { ...trained!, state: 'killed' as const }];
  const options = { question: 'Still at it?', seeds: [1], compared: true, framed: true, logEvery: 48 };
  const experiment = await writeFixture(results, { ...options, name: 'running', arms });
  const store = openStore(results).experiment(experiment);
  const record = (await store.readExperiment())!;
  const trial = store.trial(record.arms[1]!.trials[0]!);
  const run = (await trial.readRun())!;
  const comparison = (await store.readComparison())!;

  const [row] = metricsOf(arms[1]!, 240, 240, rootKey(1));
  let written = 0;
  let isOver = false;
  const writer = (async () => {
    while (!isOver) {
      const step = 241 + written++;
      await trial.appendMetrics({ ...row!, step, points: 128 * step });
      await trial.writeRun({ ...run, resumes: [{ at: run.startedAt, step: written }] });
      await store.writeComparison({ ...comparison, pairs: 100 + (written % 7) });
      await new Promise(setImmediate);
    }
  })();
  // A busy machine may build a page between two writes: such a one does not count.
  for (let together = 0; together < 3;) {
    const before = written;
    const page = await readFile(await buildReport({ results, experiment }), 'utf8');
    expect(page).toMatch(/<\/html>\s*$/);
    expect(page).not.toContain('class="problems"');
    if (written > before) together++;
  }
  isOver = true;
  await writer;
});
