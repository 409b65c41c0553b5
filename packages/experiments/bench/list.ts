import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { writeSweep } from './many-trials.js';
import { seconds, type Measurement } from './measurement.js';

const TRIALS = 10_000;
const ROUNDS = 3;
const COMMAND = join(__dirname, '../bin/latent-paths.js');

const CASES: Readonly<Record<string, readonly string[]>> = {
  'start alone (--help)': ['--help'],
  'list all': ['list'],
  'list, filtered and sorted': [
    'list',
    '--where',
    'loss.attraction.weight<0.01',
    '--where',
    'diversity>0.5',
    '--sort',
    '-reprojection@0.5',
    '--limit',
    '20',
  ],
  'list, by any α': ['list', '--where', 'reprojection@0.25<5', '--limit', '20'],
};

function timeOf(args: readonly string[]): number {
  const began = seconds();
  execFileSync(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 30 });
  return seconds() - began;
}

/** `latent-paths list` over 10,000 finished trials, whole commands, after a first one that reads every trial. */
export async function list(folder: string): Promise<Measurement[]> {
  const results = mkdtempSync(join(folder, 'list-'));
  writeSweep(results, TRIALS);
  const where = (args: readonly string[]) => (args[0] === 'list' ? [...args, '--results', results] : args);
  const first = timeOf(where(['list']));
  const rounds = Array.from({ length: ROUNDS }, () => Object.values(CASES).map((args) => timeOf(where(args))));
  return [
    {
      name: 'the first list of 10,000 trials, which reads them all',
      value: first,
      unit: 's',
      target: null,
      repetitions: 1,
    },
    ...Object.keys(CASES).map((name, i): Measurement => ({
      name,
      value: median(rounds.map((round) => round[i]!)),
      unit: 's',
      target: name.startsWith('list') ? 2 : null,
      repetitions: ROUNDS,
    })),
  ];
}
