import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import type { Measurement } from './measurement.js';
import { openSpace, runSpace, sweepYaml } from './space.js';

const TRIALS = 6;
const ROUNDS = 3;

/**
 * What the system adds to a trial: seconds of a run beyond those of training and scoring, over its trials. All stands
 * that they stand on.
 */
export async function trialOverhead(folder: string): Promise<Measurement[]> {
  const space = openSpace(mkdtempSync(join(folder, 'overhead-')), sweepYaml(TRIALS, 'budget: { points: 640 }'));
  await runSpace(space, { threads: 1, arms: ['linear'] });
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const wall = await runSpace(space, { threads: 1, arms: ['network'], fresh: true });
    let inside = 0;
    for (const { id } of space.experiment.arms.find(({ name }) => name === 'network')!.trials) {
      const { training, evaluationSeconds } = (await space.store.experiment('x').trial(id).readSummary())!;
      inside += training!.seconds + evaluationSeconds;
    }
    values.push((wall - inside) / TRIALS);
  }
  return [
    {
      name: 'a trial beyond its training and scoring',
      value: median(values),
      unit: 's',
      target: 0.5,
      repetitions: ROUNDS,
    },
  ];
}
