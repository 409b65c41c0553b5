import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fillNormal, rootKey, sha256, split } from '@latent-paths/core';
import { holdPool, openPool, writePool } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { convolutionalVae, initialVae } from '@latent-paths/model';
import { isImported, openSource } from '@latent-paths/specification/trial';
import { launchTraining } from '@latent-paths/trials/stages';
import { gradientProbe, poolLatents } from '@latent-paths/trials/steps';
import { pathTask, train } from '@latent-paths/trials/training';
import { median } from 'simple-statistics';
import { seconds, type Measurement } from './measurement.js';
import { openSpace, ROOT } from './space.js';

const ROUNDS = 12;
const WARM_UP = 48;
const STEPS = 16; // as many as are drawn at once
const YAML = `
extends: _base
question: How long?
logging: { everySteps: 1000000 }
validation: { everySteps: 1000000 }
arms:
  linear: { path: { kind: linear } }
  network: {}
baseline: linear
`;

/**
 * What the training loop adds to the compiled step of _base, between rows: its time beyond the program's runs, as a
 * part of those; and the same without the draw of the batches (pairs, α, their latents), which is training's own work
 * in any loop. The latents are normal draws.
 */
export async function stepOverhead(folder: string): Promise<Measurement[]> {
  const own = mkdtempSync(join(folder, 'step-'));
  mkdirSync(join(own, 'experiments'));
  copyFileSync(join(ROOT, 'experiments/_base.yaml'), join(own, 'experiments/_base.yaml'));
  const { config } = openSpace(own, YAML).experiment.arms.find(({ trained }) => trained)!;
  const source = openSource(config);
  if (isImported(config.vae)) throw new Error('step-overhead: expected a VAE that is trained here');
  const vae = convolutionalVae(initialVae(config.vae, source.shape, rootKey(1)), source.shape);
  const count = config.pool.train;
  const latents = new Float32Array(count * vae.latentSize);
  fillNormal(split(rootKey(1), 'latents'), 0, latents);
  const batches = (async function* () {
    yield { indices: Int32Array.from({ length: count }, (_, i) => i), latents };
  })();
  await writePool(join(own, 'pool.arrow'), batches, {
    vae: sha256('no VAE'),
    source: config.data,
    seed: 1,
    latentSize: vae.latentSize,
    part: 'train',
  });
  const pool = await openPool(join(own, 'pool.arrow'));
  const engine = await openEngine('onnx', { threads: availableParallelism() });
  try {
    const { objective, start, step, extent } = launchTraining({
      config,
      seed: 1,
      vae,
      counted: undefined,
    });
    const held = await holdPool(pool);
    const poolAs = poolLatents(held);
    const [program, probe] = [
      await engine.compile(poolAs.within(step)),
      await engine.compile(poolAs.within(gradientProbe(objective, start))),
    ];
    const task = pathTask({
      config,
      seed: 1,
      extent,
      objective,
      start,
      pool: held,
      latents: poolAs,
      probe,
      validate: async () => ({ validation: {}, errorByAlpha: [] }),
    });
    let [inside, drawing] = [0, 0];
    const timed: typeof program = {
      ...program,
      run: async (inputs) => {
        const began = seconds();
        const outputs = await program.run(inputs);
        inside += seconds() - began;
        return outputs;
      },
    };
    const drawn: typeof task = {
      ...task,
      feed: (index, memory) => {
        const began = seconds();
        const feed = task.feed(index, memory);
        drawing += seconds() - began;
        return feed;
      },
    };
    const events = train({
      program: timed,
      task: drawn,
      checkpointSeconds: Infinity,
      now: seconds,
      signal: new AbortController().signal,
    });
    for (let i = 0; i < WARM_UP; i++) await events.next(); // the code gets as fast as it will be
    const [beyond, alone]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      [inside, drawing] = [0, 0];
      const began = seconds();
      for (let i = 0; i < STEPS; i++) await events.next();
      const loop = seconds() - began;
      beyond.push((loop - inside) / inside);
      alone.push((loop - inside - drawing) / inside);
    }
    return [
      {
        name: 'a training step beyond its program',
        value: median(beyond),
        unit: 'ratio',
        target: 0.01,
        repetitions: ROUNDS,
      },
      {
        name: 'a training step beyond its program and the draw of its batch',
        value: median(alone),
        unit: 'ratio',
        target: 0.01,
        repetitions: ROUNDS,
      },
    ];
  } finally {
    engine.dispose();
    pool.close();
  }
}
