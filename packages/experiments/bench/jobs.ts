import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import type { Measurement } from './measurement.js';
import { openSpace, runSpace, sweepYaml } from './space.js';

const ROUNDS = 2;

/** Eight small trials of one thread each: two at once against one after another. */
export async function jobs(folder: string): Promise<Measurement[]> {
  const space = openSpace(mkdtempSync(join(folder, 'jobs-')), sweepYaml(8, 'budget: { points: 48000 }'));
  await runSpace(space, { threads: 1, arms: ['linear'] });
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const apart = await runSpace(space, { threads: 1, arms: ['network'], fresh: true });
    const together = await runSpace(space, { threads: 2, jobs: 2, arms: ['network'], fresh: true });
    ratios.push(together / apart);
  }
  return [
    {
      name: '8 trials of one thread, two at once against one after another',
      value: median(ratios),
      unit: 'ratio',
      target: 0.6,
      repetitions: ROUNDS,
    },
  ];
}
