import './first-word.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { again } from './again.js';
import { jobs } from './jobs.js';
import { list } from './list.js';
import type { Measurement } from './measurement.js';
import { packagePoint } from './package-point.js';
import { scaling } from './scaling.js';
import { stepOverhead } from './step-overhead.js';
import { trialOverhead } from './trial-overhead.js';

/** Milliseconds between lines about a bench that is at work. */
const SILENT = 10_000;

const BENCHES = { trial: trialOverhead, step: stepOverhead, jobs, list, again, point: packagePoint, scaling };

/** A figure as it is printed. */
const SHOWN = {
  s: (value: number) => `${value.toFixed(2)} s`,
  ms: (value: number) => `${value.toFixed(3)} ms`,
  ratio: (value: number) => value.toFixed(4),
  MB: (value: number) => `${value.toFixed(2)} MB`,
  count: (value: number) => value.toLocaleString('en-US'),
} as const satisfies Record<Measurement['unit'], (value: number) => string>;

/** Usage: main.ts [--json] [bench…]: what the experiment system costs; all benches where none is named. */
async function main(args: readonly string[]): Promise<void> {
  const named = args.filter((argument) => argument !== '--json');
  const unknown = named.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined)
    throw new RangeError(`bench: expected some of ${Object.keys(BENCHES).join(', ')}, got ${unknown}`);
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg(),
    node: process.version,
  };
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-experiments-bench-'));
  const measurements: Measurement[] = [];
  try {
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (named.length > 0 && !named.includes(name)) continue;
      process.stderr.write(`${name} …\n`);
      const began = performance.now();
      const goesOn = () =>
        process.stderr.write(`${name} goes on, ${Math.round((performance.now() - began) / 1000)} s so far\n`);
      const timer = setInterval(goesOn, SILENT);
      measurements.push(...(await bench(folder).finally(() => clearInterval(timer))));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (args.includes('--json')) return console.log(JSON.stringify({ version: 1, machine, measurements }));
  console.log(
    `${machine.cores} × ${machine.cpu}, load ${machine.load.map((load) => load.toFixed(1)).join(' ')}; medians`,
  );
  for (const { name, value, unit, target, repetitions } of measurements) {
    const shown = SHOWN[unit](value);
    console.log(
      `${shown.padStart(9)}  ` +
        `${target === null ? ' '.repeat(8) : `${value < target ? 'of' : 'OVER'} ${target}`.padEnd(8)}  ${name} ` +
        `(${repetitions} ×)`,
    );
  }
}

void main(process.argv.slice(2));
