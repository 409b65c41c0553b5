import './first-word.js';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { formatImported, measureImported } from './imported.js';
import { describeMachine } from './machine.js';
import { startPeers } from './peers.js';
import { REFERENCE_SIZES, referenceFlops } from './reference-sizes.js';
import { compareRounds, measureRounds } from './rounds.js';
import { formatTable } from './table.js';

const SKIPPABLE = ['wasm', 'torch', 'imported'];

function parseOptions(): { json: boolean; rounds: number; skip: ReadonlySet<string> } {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
      skip: { type: 'string', default: '' },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError(`--rounds: expected a positive integer, got ${values.rounds}`);
  const skip = values.skip.split(',').filter((name) => name !== '');
  const unknown = skip.find((name) => !SKIPPABLE.includes(name));
  if (unknown !== undefined) throw new RangeError(`--skip: expected some of ${SKIPPABLE.join(',')}, got ${unknown}`);
  return { json: values.json, rounds, skip: new Set(skip) };
}

/** The step's own count of operations. @throws if it is not that of the formula: then the rates would not compare */
function countFlops(counted: number | null): number {
  const expected = referenceFlops(REFERENCE_SIZES);
  if (counted === null || Math.abs(counted / expected - 1) > 1e-3) {
    throw new Error(
      `bench: expected a compiled step of ${expected} FLOP, got ${counted}: it does not do the work of the ` +
        'reference step',
    );
  }
  return counted;
}

/**
 * Measures the reference step on `onnx` against tfjs's wasm backend, PyTorch and onnxruntime's own matrix product, and
 * then a training step through a VAE from ONNX files against the same VAE that is made here.
 */
async function main(): Promise<void> {
  const { json, rounds, skip } = parseOptions();
  const [threads, load] = [availableParallelism(), loadavg().map((value) => Math.round(value * 100) / 100)];
  const tell = (line: string) => void process.stderr.write(`bench: ${line}\n`);
  const { peers, about } = await startPeers(threads, skip, tell);
  try {
    const flops = { onnx: countFlops(peers.onnx.greeting.flops), sgemm: peers.sgemm.greeting.flops! };
    const comparison = compareRounds(await measureRounds(peers, rounds, tell), flops);
    const machine = describeMachine(threads, load, about);
    for (const peer of Object.values(peers)) peer.stop();
    const imported = skip.has('imported') ? null : measureImported();
    if (json) return console.log(JSON.stringify({ ...comparison, imported, machine }));
    console.log(formatTable(comparison, machine, rounds));
    console.log(imported === null ? 'a VAE from ONNX files: skipped' : formatImported(imported));
  } finally {
    for (const peer of Object.values(peers)) peer.stop();
  }
}

void main();
