import type { RunRecord } from '@latent-paths/core';
import { openStore } from '@latent-paths/data';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resolveIn } from '../test/resolve-helpers.js';
import { temporaryFolder } from '../test/temporary-folder.js';
import { formatPlan } from './plan.js';
import { provenance } from './provenance.js';

const x = `
question: Which?
batch: 64
budget: { points: 1000 }
seeds: 2
arms:
  linear: { path: { kind: linear } }
  one: { sampling: { alphas: { kind: single } } }
  many: { sampling: { alphas: { kind: dense, count: 8 } } }
baseline: linear
`;

it('shows every trial with what tells it apart and how far it is, and makes nothing', async () => {
  const experiment = resolveIn({ x });
  const store = openStore(temporaryFolder()).experiment('x');
  const [, one] = experiment.arms;
  const [first, second] = one!.trials;
  const run: RunRecord = {
    version: 1,
    trial: second!.id,
    experiment: 'x',
    arm: 'one',
    seed: 2,
    status: 'failed',
    provenance: provenance(store.folder, { name: 'cpu', version: '1', threads: 1 }, ''),
    inputs: {},
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    resumes: [],
    failures: [],
    files: {},
  };
  await formatPlan(experiment, store);
  expect(existsSync(store.folder)).toBe(false);
  await store.trial(second!.id).writeRun(run);
  const plan = await formatPlan(experiment, store);

  const [question, blank, head, ...rows] = plan.trimEnd().split('\n');
  expect([question, blank]).toEqual(['x: Which?', '']);
  expect(head!.split(/ {2,}/)).toEqual(['trial', 'seed', 'status', 'steps', 'points', 'differs in']);
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
    [experiment.arms[0]!.trials[0]!.id, '–', 'to do', '–', '–', 'path.kind="linear"'],
    [first!.id, '1', 'to do', '15', '960', 'path.kind="network" sampling.alphas.kind="single"'],
    [second!.id, '2', 'failed', '15', '960', 'path.kind="network" sampling.alphas.kind="single"'],
    ...experiment.arms[2]!.trials.map(({ id, seed }) => [id, `${seed}`, 'to do', '15', '960', 'path.kind="network" sampling.alphas.kind="dense" sampling.alphas.count=8']),
  ]);
  const columns = [head!, ...rows].map((line) => line.indexOf(line === head ? 'differs' : 'path.kind'));
  expect(new Set(columns).size).toBe(1);
});
