import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeSweep } from './many-trials.js';
import { seconds, type Measurement } from './measurement.js';

/** Numbers of trials; an arm has ten. */
const SIZES = [100, 1_000, 10_000];
const COMMAND = join(__dirname, '../bin/latent-paths.js');
/** Makes a command tell its peak of memory, in KiB, as its last line of errors. */
const TELLING_PEAK =
  'data:text/javascript,' + `process.on('exit',()=>process.stderr.write(process.resourceUsage().maxRSS+'\\n'))`;

/** `latent-paths list` over so many trials: its seconds, and MB of memory at its peak. */
function listOf(results: string): { readonly time: number; readonly peak: number } {
  const began = seconds();
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', TELLING_PEAK, COMMAND, 'list', '--results', results, '--limit', '20'],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  if (status !== 0) throw new Error(`list: expected to end well, got ${status}: ${stderr}`);
  return { time: seconds() - began, peak: (Number(stderr.trimEnd().split('\n').at(-1)) * 1024) / 1e6 };
}

/** What grows with the number of trials: files, bytes, memory and time of the commands that look at all of them. */
export async function scaling(folder: string): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const trials of SIZES) {
    const results = mkdtempSync(join(folder, 'scaling-'));
    writeSweep(results, trials);
    const sweep = join(results, 'sweep');
    const first = listOf(results);
    const second = listOf(results);
    const tell = (name: string, value: number, unit: Measurement['unit']): void =>
      void measured.push({ name: `${trials} trials: ${name}`, value, unit, target: null, repetitions: 1 });
    const megabytes = (name: string) => statSync(join(sweep, name)).size / 1e6;
    tell('entries of the experiment’s folder', readdirSync(sweep).length, 'count');
    tell('experiment.json', megabytes('experiment.json'), 'MB');
    tell('.index, which the first list writes', megabytes('.index'), 'MB');
    tell('the first list', first.time, 's');
    tell('memory of the first list', first.peak, 'MB');
    tell('a list after it', second.time, 's');
    tell('memory of a list after it', second.peak, 'MB');
  }
  return measured;
}
