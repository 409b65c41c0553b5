import { openStore } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { LINEAR, SINGLE, tiny, workspace } from '../../test/tiny.js';
import type { Estimator } from '../run/plan/estimate.js';
import { trialsToRun } from '../run/plan/trials-to-run.js';
import { expectedSeconds } from './expected-seconds.js';
import { planJobs } from './plan-jobs.js';

/** Seconds of a job, where each piece of work of a kind takes as long as is said here, on one core. */
async function seconds(costs: Readonly<Record<string, number>>, threads = 1) {
  const store = openStore(temporaryFolder());
  const trials = await trialsToRun(workspace(tiny([LINEAR, SINGLE])).experiment(), store.experiment('x'), {});
  const jobs = await planJobs(trials, { store, maxArraySize: 100, beingMade: new Map() });
  const estimate: Estimator = (kind) =>
    costs[kind] === undefined ? null : { coreSeconds: costs[kind], basis: 'alike' };
  return jobs.map((job) => expectedSeconds(job, { trials, store, estimate, threads }));
}

it('takes for inputs all that is made, for an array its longest trial, and for the end nothing', async () => {
  const costs = { vae: 100, pools: 20, features: 3, training: 1000, scoring: 8 };
  expect(await seconds(costs)).toEqual([120, 3, 1008, null]);
  expect(await seconds(costs, 4)).toEqual([30, 0.75, 252, null]);
});

it('claims to know nothing where some part is not known', async () => {
  expect(await seconds({ vae: 100, features: 3, scoring: 8 })).toEqual([null, 3, null, null]);
});
