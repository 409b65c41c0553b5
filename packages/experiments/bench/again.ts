import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { seconds, type Measurement } from './measurement.js';
import { openSpace, ROOT, runSpace, sweepYaml } from './space.js';

const ROUNDS = 3;

/** The command of an experiment that has finished: from its start to its end, without Nx and the report. */
export async function again(folder: string): Promise<Measurement[]> {
  const space = openSpace(mkdtempSync(join(folder, 'again-')), sweepYaml(3, 'budget: { points: 640 }'));
  await runSpace(space, { threads: 1 });
  const command = [
    '-r',
    join(ROOT, 'node_modules/ts-node/register'),
    join(ROOT, 'packages/experiments/src/commands/run/run.ts'),
    'experiments/x.yaml',
  ];
  const values = Array.from({ length: ROUNDS }, () => {
    const began = seconds();
    execFileSync(process.execPath, command, {
      cwd: space.folder,
      env: { ...process.env, TS_NODE_PROJECT: join(ROOT, 'tsconfig.json') },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return seconds() - began;
  });
  return [
    {
      name: 'an experiment that has finished, run again',
      value: median(values),
      unit: 's',
      target: 3,
      repetitions: ROUNDS,
    },
  ];
}
