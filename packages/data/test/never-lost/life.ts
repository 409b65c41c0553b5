import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256, type ExperimentRecord } from '@latent-paths/core';
import { writePool } from '../../src/pool/write-pool.js';
import { openStore, type Store } from '../../src/run-store.js';
import type { Table } from '../../src/store/tables.js';
import { provenance, row, run, summary } from '../fixtures/sample-records.js';

export const STEPS = 6;
export const INPUTS = sha256('what the pool is made from');

const experiment: ExperimentRecord = {
  version: 1,
  name: 'x',
  file: 'experiments/x.yaml',
  question: 'Which?',
  baseline: 'linear',
  seeds: [1],
  claims: [],
  arms: [{ name: 'linear', trained: false, settings: [], trials: ['abc'] }],
};
const table: Table = { columns: { pair: { kind: 'int32', data: new Int32Array([1, 2, 3]) } }, metadata: { note: 'x' } };
const latents = { indices: new Int32Array([3, 1, 2]), latents: new Float32Array([0, 1, 2, 3, 4, 5]) };

/** A state after `step` steps: what a checkpoint holds. Every byte of it is needed to go on. */
function stateOf(step: number): Uint8Array {
  return Uint8Array.from({ length: 40 }, (_, i) => (i === 0 ? step : (i * 7 + step * 31) % 251));
}

/** What one process does of an experiment: all that is left to do. `went` is told of every step of training. */
export async function live(results: string, went: (step: number) => void = () => undefined): Promise<void> {
  const store = openStore(results);
  await store.experiment('x').writeExperiment(experiment);
  await makeVae(store);
  await makePool(store);
  await runTrial(store, went);
}

async function makeVae(store: Store): Promise<void> {
  const vae = store.artifact('vae', INPUTS);
  if (await vae.isFinished()) return;
  const release = await vae.lock();
  try {
    if (await vae.isFinished()) return;
    const saved = await vae.readCheckpoint();
    if (saved === null) await vae.begin();
    for (let step = stepOf(saved?.bytes); step < 2;) await vae.writeCheckpoint(stateOf(++step));
    await vae.writeBytes('weights.safetensors', stateOf(2));
    await vae.finish({ madeAt: '2026-01-01T00:00:00.000Z', provenance });
  } finally {
    await release();
  }
}

async function makePool(store: Store): Promise<void> {
  const pool = store.artifact('pool', INPUTS);
  if (await pool.isFinished()) return;
  const release = await pool.lock();
  try {
    if (await pool.isFinished()) return;
    await pool.begin();
    await writePool(pool.path('train.arrow'), [latents], {
      vae: INPUTS,
      source: { kind: 'none' },
      part: 'train',
      seed: 1,
      latentSize: 2,
    });
    await pool.finish({ madeAt: '2026-01-01T00:00:00.000Z', provenance });
  } finally {
    await release();
  }
}

async function runTrial(store: Store, went: (step: number) => void): Promise<void> {
  const trial = store.experiment('x').trial('abc');
  const release = await trial.lock();
  try {
    const before = await trial.readRun();
    if (before?.status === 'finished') return;
    if (before === null) {
      await trial.clear();
      await trial.writeSpec('seed: 1\n');
    }
    await trial.writeRun(run);
    if ((await trial.readSpec()) !== 'seed: 1\n') throw new Error('another configuration than that of the launch');
    const saved = await trial.readCheckpoint();
    const first = stepOf(saved?.bytes);
    await trial.cutMetrics(saved);
    for (let step = first + 1; step <= STEPS; step++) {
      went(step);
      if (step % 2 === 0) await trial.appendMetrics(row(step));
      if (step % 3 === 0) await trial.writeCheckpoint(stateOf(step));
    }
    await trial.writeTable('points.arrow', table);
    await trial.writeSummary(summary);
    await trial.finish({ ...run, endedAt: '2026-01-01T00:01:00.000Z' });
  } finally {
    await release();
  }
}

function stepOf(checkpoint: Uint8Array | undefined): number {
  if (checkpoint === undefined) return 0;
  if (!Buffer.from(stateOf(checkpoint[0]!)).equals(checkpoint))
    throw new Error('a checkpoint with other bytes than were written');
  return checkpoint[0]!;
}

/** Every file under a folder, the hidden ones too, as base64 by path. */
export function filesOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('base64')]),
  );
}

/**
 * The same without what a kill may leave for good, in nobody's way: a temporary file beside the trials, which no lock
 * guards; and where the record that says finished was the last thing written, what would have been removed after it.
 */
export function lastingFilesOf(folder: string): Record<string, string> {
  const files = Object.entries(filesOf(folder));
  const finished = files.flatMap(([name]) => (/\/(run|manifest)\.json$/.test(name) ? [dirname(name)] : []));
  const served = (name: string) =>
    finished.includes(dirname(name)) &&
    /(\.sha256|\.lock|checkpoint\.before\.safetensors|^artifacts\/vae-.*\/checkpoint\.safetensors)$/.test(name);
  return Object.fromEntries(
    files.filter(([name]) => !served(name) && !/^x\/\.experiment\.json\.[^/]*\.tmp$/.test(name)),
  );
}
