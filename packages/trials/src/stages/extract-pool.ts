import { ndarray, rootKey, split, type BroughtRecord } from '@latent-paths/core';
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
import { arePicturesKnown, imagesIdentity, poolInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import { quantile } from 'simple-statistics';
import { z } from 'zod';
import { steady } from '../training/clocks.js';
import { withProgress } from '../progress.js';
import { encodeStep } from '../steps/vae-step.js';
import { projectStep } from '../steps/evaluation-step.js';
import { absentOf, BROUGHT, judgedBrought, type JudgedBrought } from './brought/brought-record.js';
import { measureAgreement } from './brought/measure-agreement.js';
import type { Brought, OpenedData } from './brought/read-brought.js';
import { usedLatents } from './brought/used-latents.js';
import { factsOf, writeBrought } from './brought/write-brought.js';
import { Stopped, type StageContext } from './context.js';
import { ensure } from './ensure.js';
import { madeOfImages, requireSameImages } from './made-of-images.js';
import type { PreparedVae } from './prepare-vae.js';
import { rowsAtOnce } from '../steps/rows-at-once.js';
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
  /** What was found of latents that were brought; absent where they were extracted here. */
  readonly brought?: JudgedBrought;
  readonly artifact: string;
  /** SHA-256 of its content. */
  readonly content: string;
  close(): void;
}

const MOST_AT_ONCE = 250;
const REAL = 'real.json';
const PARTS = { train: 'train.arrow', validation: 'validation.arrow', test: 'test.arrow' } as const;

/**
 * Encodes the images of the three pools or takes latents that were brought, or opens the pools where they were made
 * before. @throws where latents that were brought are none of E of their pictures, or the images were exchanged since
 */
export async function extractPool(
  config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>,
  { source, brought }: OpenedData,
  vae: PreparedVae,
  context: StageContext,
): Promise<Pools> {
  const artifact = context.store.artifact('pool', poolInputHash(config));
  await ensure(artifact, context, (stoppable) =>
    brought === null
      ? make(config, source, vae, { context: stoppable, artifact })
      : bring({ config, source, brought, vae, artifact }, stoppable),
  );
  const judged = await judgedBrought(config.pool, artifact);
  for (const warning of judged?.warnings ?? []) context.display.say(`pool: ${warning}`);
  const manifest = await artifact.readManifest();
  const real = await artifact.readBytes(REAL);
  if (manifest === null || real === null)
    throw new Error(
      `${artifact.folder}: expected finished pools, found files missing; delete the folder and run again`,
    );
  requireSameImages(artifact.name, manifest.images, source);
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
      ...(judged && { brought: judged }),
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
  vae: PreparedVae,
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
      const batch = rowsAtOnce(MOST_AT_ONCE, source.shape);
      const encoder = await compile(encodeStep({ vae, batch }));
      let done = 0;
      for (const [name, part, indices] of parts) {
        const latents = encoded({ encoder, batch, source, part, indices }, (count) => {
          if (context.signal.aborted) throw new Stopped('extraction of latents stopped');
          done += count;
          bar.update(done);
        });
        await writePool(artifact.path(PARTS[name]), latents, { ...describe, part });
      }
      const projector = await compile(projectStep({ vae, batch }));
      await artifact.writeBytes(REAL, jsonBytes(await measure(projector, batch, artifact.path(PARTS.test))));
      bar.finish(`${train.toLocaleString('en-US')} + ${validation} + ${test} latents of ${vae.latentSize} dimensions`);
    }),
  );
  const { provenance } = context;
  await artifact.finish({ madeAt: context.date(), seconds: clock(), ...madeOfImages(source), provenance });
}

interface BringOptions {
  readonly config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>;
  readonly source: ImageSource;
  readonly brought: Brought;
  readonly vae: PreparedVae;
  readonly artifact: ArtifactStore;
}

/** Takes latents of a file for the three pools, and measures what they are beside E and D. */
async function bring({ config, source, brought, vae, artifact }: BringOptions, context: StageContext): Promise<void> {
  const clock = steady(context.now);
  await artifact.begin();
  const work = { kind: 'pools', label: 'taking latents', total: 2, unit: { name: 'checks', size: 1 } } as const;
  await withProgress(context.display, work, (bar) =>
    withPrograms(context.engine, async (compile) => {
      const used = usedLatents(brought, config.pool.latents ?? 'pool.latents', vae);
      await writeBrought({ brought: used, config, vae, artifact, parts: PARTS });
      bar.update(1);
      const agreement = arePicturesKnown(config)
        ? await measureAgreement({ brought: used, source, vae, compile })
        : null;
      const batch = rowsAtOnce(MOST_AT_ONCE, vae.imageShape);
      const real = await measure(await compile(projectStep({ vae, batch })), batch, artifact.path(PARTS.test));
      const spread = await spreadOf(artifact.path(PARTS.test));
      const record: BroughtRecord = {
        version: 1,
        ...factsOf(brought),
        agreement,
        returned: Math.sqrt(real.reprojection / Math.max(spread, Number.MIN_VALUE)),
        absent: absentOf(config),
      };
      await artifact.writeBytes(REAL, jsonBytes(real));
      await artifact.writeBytes(BROUGHT, jsonBytes(record));
      const { train, validation, test } = record.counts;
      bar.finish(
        `${train.toLocaleString('en-US')} + ${validation} + ${test} latents of ${vae.latentSize} dimensions` +
          (agreement === null ? '' : `, ${agreement.difference.toPrecision(3)} from E of their pictures`),
      );
    }),
  );
  const { provenance } = context;
  await artifact.finish({ madeAt: context.date(), seconds: clock(), ...madeOfImages(source), provenance });
}

/** Σ of the variances of all dimensions. */
async function spreadOf(testPool: string): Promise<number> {
  const test = await openPool(testPool);
  try {
    return test.metadata.deviation.reduce((sum, deviation) => sum + deviation ** 2, 0);
  } finally {
    test.close();
  }
}

const jsonBytes = (json: unknown): Buffer => Buffer.from(`${JSON.stringify(json, null, 2)}\n`);

interface EncodedOptions {
  readonly encoder: Program;
  /** Images that the encoder takes at once. */
  readonly batch: number;
  readonly source: ImageSource;
  readonly part: ImagePart;
  readonly indices: Int32Array;
}

/** Latents of the images, batch by batch; the last batch is filled up with the last image, and cut. */
async function* encoded(
  { encoder, batch, source, part, indices }: EncodedOptions,
  told: (count: number) => void,
): AsyncGenerator<PoolBatch> {
  const pixels = source.shape[0] * source.shape[1] * source.shape[2];
  for (let first = 0; first < indices.length; first += batch) {
    const taken = indices.slice(first, first + batch);
    const x = new Float32Array(batch * pixels);
    for (let i = 0; i < batch; i++) source.write(part, taken[Math.min(i, taken.length - 1)]!, x, i * pixels);
    const { data, shape } = (await encoder.run({ images: ndarray([batch, ...source.shape], x) }))['latents']!;
    // Float32 by the step's definition: only indices are integers.
    yield { indices: taken, latents: (data as Float32Array).subarray(0, taken.length * shape[1]!) };
    told(taken.length);
    await new Promise(setImmediate);
  }
}

async function measure(projector: Program, batch: number, testPool: string): Promise<RealLevel> {
  const test = await openPool(testPool);
  try {
    const values: number[] = [];
    for (let first = 0; first < test.count; first += batch) {
      const rows = Int32Array.from({ length: batch }, (_, i) => Math.min(first + i, test.count - 1));
      const latents = new Float32Array(batch * test.latentSize);
      test.gather(rows, latents);
      const { data } = (await projector.run({ latents: ndarray([batch, test.latentSize], latents) }))['reprojection']!;
      values.push(...data.subarray(0, Math.min(batch, test.count - first)));
    }
    return { reprojection: values.reduce((sum, value) => sum + value / values.length, 0), tau: quantile(values, 0.95) };
  } finally {
    test.close();
  }
}
