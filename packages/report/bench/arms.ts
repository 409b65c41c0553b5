import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { matrixArms } from '../test/fixture/arms.js';
import type { FixtureOptions } from '../test/fixture/fixture-options.js';
import { writeFixture } from '../test/fixture/write-fixture.js';
import type { Measured } from './measured.js';

/** Numbers of arms, three seeds each. */
const SIZES = [3, 12, 48, 96];
const REGISTER = require.resolve('ts-node/register');
const CLI = join(__dirname, '../src/cli.ts');
const TELL_PEAK = join(__dirname, 'tell-peak.ts');

/** What grows with the number of arms: time and memory of the command that builds the page, and its size. */
export async function armRows(results: string, base: Omit<FixtureOptions, 'name' | 'question' | 'arms'>) {
  const rows: Measured[] = [];
  for (const count of SIZES) {
    const name = `arms-${count}`;
    await writeFixture(results, { ...base, name, question: 'How long does it take?', arms: matrixArms(count - 2) });
    const began = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-r', REGISTER, '-r', TELL_PEAK, CLI, `--results=${results}`, `--experiment=${name}`],
      { encoding: 'utf8' },
    );
    const time = (performance.now() - began) / 1000;
    if (status !== 0) throw new Error(`${name}: expected its page, got exit code ${status}: ${stderr}`);
    const peak = (Number(stderr.trimEnd().split('\n').at(-1)) * 1024) / 1e6;
    const size = statSync(join(results, name, 'report.html')).size / 1e6;
    rows.push({ name: `${count} arms, 3 seeds: its page, by the command`, value: time, unit: 's' });
    rows.push({ name: `${count} arms: memory of the command`, value: peak, unit: 'MB' });
    rows.push({ name: `${count} arms: size of the page`, value: size, unit: 'MB' });
  }
  return rows;
}
