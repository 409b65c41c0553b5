import { openStore } from '@latent-paths/data';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { LINEAR, SINGLE, tiny, workspace } from '../../test/tiny.js';
import { trialsToRun } from '../run/plan/trials-to-run.js';
import { artifactsOf } from '../run/plan/artifacts.js';
import { planJobs } from './plan-jobs.js';

/** Two VAEs, and one set of images: one feature network. */
const TWO = tiny([LINEAR, SINGLE, 'other: { vae: { latent: 4 } }']);

async function planned(yaml: string, options: { maxArraySize?: number; made?: (name: string) => string | undefined }) {
  const { maxArraySize = 100, made = () => undefined } = options;
  const store = openStore(temporaryFolder());
  const experiment = workspace(yaml).experiment();
  const trials = await trialsToRun(experiment, store.experiment('x'), {});
  const names = trials.flatMap(({ trial }) => artifactsOf(trial.config, store).map(([, artifact]) => artifact.name));
  const beingMade = new Map(names.flatMap((name) => (made(name) === undefined ? [] : [[name, made(name)!]])));
  const jobs = await planJobs(trials, { store, maxArraySize, beingMade });
  return jobs.map(({ name, part, trials: ids, after, others }) => ({
    name,
    ...(part && { part }),
    arms: ids.map((id) => id.split('-')[0]),
    after,
    others,
  }));
}

it('gives each VAE a job, the feature network one, and trials of each VAE an array that waits for both', async () => {
  expect(await planned(TWO, {})).toEqual([
    { name: 'inputs-1', part: 'latents', arms: ['linear'], after: [], others: [] },
    { name: 'inputs-2', part: 'features', arms: ['linear'], after: [], others: [] },
    { name: 'inputs-3', part: 'latents', arms: ['other'], after: [], others: [] },
    { name: 'trials-1', arms: ['linear', 'single'], after: ['inputs-1', 'inputs-2'], others: [] },
    { name: 'trials-2', arms: ['other'], after: ['inputs-3', 'inputs-2'], others: [] },
    { name: 'end', arms: [], after: ['trials-1', 'trials-2'], others: [] },
  ]);
});

it('gives pools of one VAE one job, which makes them one after another', async () => {
  const pools = tiny([LINEAR, SINGLE, 'more: { pool: { train: 210 } }']);
  expect((await planned(pools, {}))[0]).toMatchObject({ part: 'latents', arms: ['linear', 'more'] });
});

it('waits for what an earlier launch makes, and splits arrays', async () => {
  const made = (name: string) => (name.startsWith('features-') ? '7' : '8');
  expect(await planned(tiny([LINEAR, SINGLE]), { made, maxArraySize: 1 })).toEqual([
    { name: 'trials-1', arms: ['linear'], after: [], others: ['8', '7'] },
    { name: 'trials-2', arms: ['single'], after: [], others: ['8', '7'] },
    { name: 'end', arms: [], after: ['trials-1', 'trials-2'], others: [] },
  ]);
});
