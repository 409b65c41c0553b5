import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  rootKey,
  sha256,
  shortHash,
  split,
  uniformAt,
  type ExperimentRecord,
  type RunRecord,
  type SummaryRecord,
} from '@latent-paths/core';
import { formatTrial, trialSchema } from '@latent-paths/specification/trial';

/** Seeds of an arm. */
const SEEDS = 10;

/**
 * Fills a results folder with an experiment `sweep` of so many finished trials: arms over attraction weights and pool
 * sizes, ten seeds each, with every file that lists read, as large as in earnest.
 */
export function writeSweep(results: string, trials: number): void {
  const key = split(rootKey(1), 'sweep');
  const folder = join(results, 'sweep');
  const arms: ExperimentRecord['arms'] = [];
  for (let arm = 0; arm * SEEDS < trials; arm++) {
    const weight = 0.001 * (1 + (arm % 50));
    const count = 1000 * (1 + Math.floor(arm / 50));
    const spec = formatTrial(
      trialSchema.parse({
        loss: { reprojection: { weight: 1 }, attraction: { weight } },
        sampling: { pairs: { kind: 'fixed', count } },
      }),
    );
    const name = `arm-${arm}`;
    const ids = Array.from({ length: Math.min(SEEDS, trials - arm * SEEDS) }, (_, s) => {
      const id = `${name}-${shortHash(sha256(`${name} ${s}`))}`;
      writeTrial(join(folder, id), {
        spec,
        summary: summaryOf({ id, arm: name, seed: s + 1, draw: (i) => uniformAt(split(key, arm * SEEDS + s), i) }),
      });
      return id;
    });
    arms.push({
      name,
      trained: true,
      settings: [
        { key: 'loss.attraction.weight', value: weight },
        { key: 'sampling.pairs.count', value: count },
      ],
      trials: ids,
    });
  }
  const experiment: ExperimentRecord = {
    version: 1,
    name: 'sweep',
    file: 'experiments/sweep.yaml',
    question: 'Which weight?',
    baseline: 'arm-0',
    seeds: Array.from({ length: SEEDS }, (_, i) => i + 1),
    claims: [],
    arms,
  };
  writeJsonFile(join(folder, 'experiment.json'), experiment);
}

interface Score {
  readonly id: string;
  readonly arm: string;
  readonly seed: number;
  /** Of 0 … 1, by position. */
  readonly draw: (i: number) => number;
}

function summaryOf({ id, arm, seed, draw }: Score): SummaryRecord {
  let at = 0;
  const values = () => ({ mean: 10 * draw(at++), deviation: draw(at++), q95: 20 * draw(at++), max: 40 * draw(at++) });
  const alphas = Array.from({ length: 65 }, (_, i) => i / 64);
  return {
    version: 1,
    trial: id,
    arm,
    seed,
    trained: true,
    pairs: 512,
    alphas,
    points: { reprojection: values(), attraction: values() },
    paths: { 'endpoint-error': values(), 'alpha-sensitivity': values(), 'decoded-length': values() },
    sets: { diversity: draw(at++), 'effective-rank': 10 * draw(at++) },
    byAlpha: { reprojection: alphas.map(values), attraction: alphas.map(values) },
    real: { reprojection: 3.7, tau: 6.1 },
    vae: { images: 2000, squaredError: 0.0025, kl: 110.5, activeUnits: 256, units: 256 },
    training: {
      steps: 312,
      points: 79_872,
      projections: 79_872,
      pairs: 79_872,
      totalPairs: 199_990_000,
      seconds: 40 * draw(at++),
    },
    cost: { decodes: 0, encodes: 0, flops: 4_200_000, seconds: 4e-5 },
    evaluationSeconds: draw(at++),
  };
}

function writeTrial(
  folder: string,
  { spec, summary }: { readonly spec: string; readonly summary: SummaryRecord },
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'spec.yaml'), spec);
  const text = writeJsonFile(join(folder, 'summary.json'), summary);
  const hash = 'a'.repeat(64);
  const run: RunRecord = {
    version: 1,
    trial: summary.trial,
    experiment: 'sweep',
    arm: summary.arm,
    seed: summary.seed,
    status: 'finished',
    provenance: {
      commit: '0'.repeat(40),
      dirty: null,
      versions: { node: process.versions.node, 'onnxruntime-node': '1.30.0' },
      engine: 'onnx (onnxruntime-node 1.30.0)',
      threads: 2,
      cpu: 'some',
      platform: 'linux',
      command: 'experiments/sweep.yaml',
    },
    inputs: {
      vae: { artifact: 'vae-0123456789ab', content: hash },
      pool: { artifact: 'pool-0123456789ab', content: hash },
    },
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:01:00.000Z',
    resumes: [],
    failures: [],
    files: {
      'checkpoint.safetensors': hash,
      'frames.arrow': hash,
      'metrics.jsonl': hash,
      'paths.arrow': hash,
      'points.arrow': hash,
      'spec.yaml': sha256(spec),
      'summary.json': sha256(text),
    },
  };
  writeJsonFile(join(folder, 'run.json'), run);
}

function writeJsonFile(path: string, value: object): string {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  writeFileSync(path, text);
  return text;
}
