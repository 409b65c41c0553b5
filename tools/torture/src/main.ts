import './first-word.js';
import '../../../packages/experiments/src/run/workers/outlive-terminal.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, constants, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './machine/at-exit.js';
import { readOptions, USAGE, type Options } from './options.js';
import { faults } from './registry.js';
import { openTheatre } from './stage.js';
import { triedOf } from './tally.js';
import { formatTable } from './table.js';
import { tryFault, type Row } from './try-fault.js';

/** Milliseconds between lines about a fault that is being tried. */
const SILENT = 10_000;

/** Tries faults one after another, prints the table, and resolves to the exit code: 1 where anything was lost. */
async function main(options: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-torture-'));
  const stageOf = openTheatre({
    folder,
    length: options.length,
    seed: options.seed,
    say: (text) => void process.stderr.write(`${text}\n`),
  });
  const rows: Row[] = [];
  const tidyUp = atExit(() => {
    if (options.keeps) process.stderr.write(`left in ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  });
  for (const name of options.names) {
    process.stderr.write(`${name}: ${faults[name].about}\n`);
    const stage = stageOf(name);
    const began = performance.now();
    const timer = setInterval(() => {
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(`${name}: ${triedOf(stage.tally)} tried so far, ${seconds} s\n`);
    }, SILENT);
    const row = await tryFault(name, faults[name], stage).finally(() => clearInterval(timer));
    rows.push(row);
    // Whatever ends a night early, this is known of it.
    process.stderr.write(`${formatTable([row])}\n`);
  }
  tidyUp();
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    load: loadavg(),
    node: process.version,
  };
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ version: 1, machine, seed: options.seed, length: options.length, rows }, null, 2)}\n`,
    );
  else
    process.stdout.write(
      `${machine.cores} × ${machine.cpu}, Node ${machine.node}, seed ${options.seed}\n\n${formatTable(rows)}`,
    );
  return rows.some(({ tally }) => tally.lost.length > 0) ? 1 : 0;
}

// What was started, mounted and made goes at the exit. A night outlives its terminal, where it does not write to one.
for (const signal of ['SIGINT', 'SIGTERM', ...(process.stdout.isTTY ? ['SIGHUP' as const] : [])] as const) {
  process.once(signal, () => {
    process.stderr.write(`torture: ended by ${signal}; what was tried until then is shown above\n`);
    process.exit(128 + constants.signals[signal]);
  });
}

// Nor does it end where nobody reads any more what it tells.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function start(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options !== null) return main(options);
  process.stdout.write(USAGE);
  return 0;
}

/** Of a wrong option its message alone, of any other error its stack. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isOption = error instanceof RangeError || (error instanceof TypeError && 'code' in error);
  return isOption ? error.message : String(error.stack);
}

start().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = 2;
  },
);
