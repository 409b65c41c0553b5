import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSweep } from './many-trials.js';

/** Usage: list.ts [trials]: how long `latent-paths list` takes over a store of so many finished trials, 10,000 where left out. */
const trials = Number(process.argv[2] ?? 10_000);
const ROUNDS = 5;
const COMMAND = join(__dirname, '../bin/latent-paths.js');

const CASES: Readonly<Record<string, readonly string[]>> = {
  'start alone (--help)': ['--help'],
  'list all': ['list'],
  'list, filtered and sorted': ['list', '--where', 'loss.attraction.weight<0.01', '--where', 'diversity>0.5', '--sort', '-reprojection@0.5', '--limit', '20'],
  'list, by any α': ['list', '--where', 'reprojection@0.25<5', '--limit', '20'],
};

function seconds(args: readonly string[]): number {
  const began = performance.now();
  execFileSync(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 30 });
  return (performance.now() - began) / 1000;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const results = mkdtempSync(join(tmpdir(), 'latent-paths-list-'));
try {
  writeSweep(results, trials);
  const where = (args: readonly string[]) => (args[0] === 'list' ? [...args, '--results', results] : args);
  console.log(`${cpus().length} × ${cpus()[0]?.model}, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}; ${trials} finished trials; whole commands, medians of ${ROUNDS} interleaved rounds`);
  console.log(`${seconds(where(['list'])).toFixed(2)} s  the first list, which reads every trial`);
  const rounds = Array.from({ length: ROUNDS }, () => Object.values(CASES).map((args) => seconds(where(args))));
  Object.keys(CASES).forEach((name, i) => {
    const time = median(rounds.map((round) => round[i]!));
    console.log(`${time.toFixed(2)} s  ${(time / median(rounds.map((round) => round[0]!))).toFixed(1)} × a start  ${name}`);
  });
} finally {
  rmSync(results, { recursive: true });
}
