import { ndarray, rootKey, split } from '@latent-paths/core';
import {
  openPool,
  splitImages,
  writePool,
  type ArtifactStore,
  type ImagePart,
  type ImageSource,
  type Pool,
  type PoolBatch,
} from '@latent-paths/data';
import type { Program } from '@latent-paths/engine';
import { imagesIdentity, poolInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import { quantile } from 'simple-statistics';
import { z } from 'zod';
import { steady } from '../training/clocks.js';
import { withProgress } from '../progress.js';
import { encodeStep } from '../steps/vae-step.js';
import { projectStep } from '../steps/evaluation-step.js';
import { Stopped, type StageContext } from './context.js';
import { ensure } from './ensure.js';
import type { StandingVae } from './standing-vae.js';
import { withPrograms } from '../steps/with-programs.js';

/** How far real held-out latents are from the learned manifold: the level that paths are measured against. */
const realLevel = z.strictObject({
  /** Mean of ‖z − P(z)‖² over the test latents. */
  reprojection: z.number(),
  /** τ: its 95th percentile, the radius of the ε-tube. */
  tau: z.number(),
});
type RealLevel = z.infer<typeof realLevel>;

/** Latents of a frozen VAE: training images, and held-out images for choosing and for scoring. */
export interface Pools {
  readonly train: Pool;
  readonly validation: Pool;
  readonly test: Pool;
  readonly real: RealLevel;
  readonly artifact: string;
  /** SHA-256 of its content. */
  readonly content: string;
  close(): void;
}

const BATCH = 250;
const REAL = 'real.json';
const PARTS = { train: 'train.arrow', validation: 'validation.arrow', test: 'test.arrow' } as const;

/** Encodes the images of the three pools, or opens the pools where they were made before. */
export async function extractPool(
  config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>,
  source: ImageSource,
  vae: StandingVae,
  context: StageContext,
): Promise<Pools> {
  const artifact = context.store.artifact('pool', poolInputHash(config));
  await ensure(artifact, context, (stoppable) => make(config, source, vae, { context: stoppable, artifact }));
  const manifest = await artifact.readManifest();
  const real = await artifact.readBytes(REAL);
  if (manifest === null || real === null)
    throw new Error(
      `${artifact.folder}: expected finished pools, found files missing; delete the folder and run again`,
    );
  const opened: Pool[] = [];
  const close = () => opened.forEach((pool) => pool.close());
  const open = async (part: keyof typeof PARTS) => {
    const pool = await openPool(await artifact.checkedPath(PARTS[part]));
    opened.push(pool);
    return pool;
  };
  try {
    return {
      train: await open('train'),
      validation: await open('validation'),
      test: await open('test'),
      real: realLevel.parse(JSON.parse(Buffer.from(real).toString('utf8'))),
      artifact: artifact.name,
      content: manifest.content,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function make(
  config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>,
  source: ImageSource,
  vae: StandingVae,
  { context, artifact }: { context: StageContext; artifact: ArtifactStore },
): Promise<void> {
  const { train, validation, test, seed } = config.pool;
  const images = splitImages(source, { pool: train, validation, test }, split(rootKey(seed), 'pool'));
  const clock = steady(context.now);
  await artifact.begin();

  const describe = { vae: vae.content, source: imagesIdentity(config.data), seed, latentSize: vae.latentSize };
  const parts = [
    ['train', 'train', images.pool],
    ['validation', 'heldOut', images.validation],
    ['test', 'heldOut', images.test],
  ] as const;
  const work = {
    kind: 'pools',
    label: 'extracting latents',
    total: train + validation + test,
    unit: { name: 'images', size: 1 },
  } as const;
  await withProgress(context.display, work, (bar) =>
    withPrograms(context.engine, async (compile) => {
      const encoder = await compile(encodeStep({ vae, batch: BATCH }));
      let done = 0;
      for (const [name, part, indices] of parts) {
        const latents = encoded(encoder, source, part, indices, (count) => {
          if (context.signal.aborted) throw new Stopped('extraction of latents stopped');
          done += count;
          bar.update(done);
        });
        await writePool(artifact.path(PARTS[name]), latents, { ...describe, part });
      }
      const projector = await compile(projectStep({ vae, batch: BATCH }));
      await artifact.writeBytes(
        REAL,
        Buffer.from(`${JSON.stringify(await measure(projector, artifact.path(PARTS.test)), null, 2)}\n`),
      );
      bar.finish(`${train.toLocaleString('en-US')} + ${validation} + ${test} latents of ${vae.latentSize} dimensions`);
    }),
  );
  await artifact.finish({ madeAt: context.date(), seconds: clock(), provenance: context.provenance });
}

/** Latents of the images, batch by batch; the last batch is filled up with the last image, and cut. */
async function* encoded(
  encoder: Program,
  source: ImageSource,
  part: ImagePart,
  indices: Int32Array,
  told: (count: number) => void,
): AsyncGenerator<PoolBatch> {
  const pixels = source.shape[0] * source.shape[1] * source.shape[2];
  for (let first = 0; first < indices.length; first += BATCH) {
    const batch = indices.slice(first, first + BATCH);
    const x = new Float32Array(BATCH * pixels);
    for (let i = 0; i < BATCH; i++) source.write(part, batch[Math.min(i, batch.length - 1)]!, x, i * pixels);
    const { data, shape } = (await encoder.run({ images: ndarray([BATCH, ...source.shape], x) }))['latents']!;
    // Float32 by the step's definition: only indices are integers.
    yield { indices: batch, latents: (data as Float32Array).subarray(0, batch.length * shape[1]!) };
    told(batch.length);
    await new Promise(setImmediate);
  }
}

async function measure(projector: Program, testPool: string): Promise<RealLevel> {
  const test = await openPool(testPool);
  try {
    const values: number[] = [];
    for (let first = 0; first < test.count; first += BATCH) {
      const rows = Int32Array.from({ length: BATCH }, (_, i) => Math.min(first + i, test.count - 1));
      const latents = new Float32Array(BATCH * test.latentSize);
      test.gather(rows, latents);
      const { data } = (await projector.run({ latents: ndarray([BATCH, test.latentSize], latents) }))['reprojection']!;
      values.push(...data.subarray(0, Math.min(BATCH, test.count - first)));
    }
    return { reprojection: values.reduce((sum, value) => sum + value / values.length, 0), tau: quantile(values, 0.95) };
  } finally {
    test.close();
  }
}
