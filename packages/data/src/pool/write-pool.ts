import { RecordBatchFileWriter } from 'apache-arrow';
import { replaceFile } from '../store/atomic.js';
import { FileSink } from '../store/file-sink.js';
import { deviationOf, mergeMoments, momentsOf, type Moments } from './moments.js';
import { poolRecordBatch, poolSchema } from './pool-columns.js';
import { POOL_METADATA_KEY, poolMetadata, type PoolDescription, type PoolMetadata } from './pool-metadata.js';

/** Some rows of a pool, of any number. */
export interface PoolBatch {
  /** [n], indices of the images in their part. */
  readonly indices: Int32Array;
  /** [n, latentSize] */
  readonly latents: Float32Array;
}

/** Rows of a record batch. */
const ROWS = 4096;

function checkBatch({ indices, latents }: PoolBatch, latentSize: number): void {
  if (latents.length !== indices.length * latentSize) {
    throw new RangeError(
      `writePool: expected ${indices.length} × ${latentSize} numbers for ${indices.length} indices, got ` +
        `${latents.length}`,
    );
  }
  const bad = latents.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const image = indices[Math.floor(bad / latentSize)]!;
    throw new RangeError(
      `writePool: expected finite latents, got ${latents[bad]!} in dimension ${bad % latentSize} of image ` +
        `${image}. Look at the VAE.`,
    );
  }
}

/** The same rows in parts of `ROWS`, the last one shorter; each part is valid until the next is asked for. */
async function* inParts(
  batches: AsyncIterable<PoolBatch> | Iterable<PoolBatch>,
  latentSize: number,
): AsyncGenerator<PoolBatch> {
  const indices = new Int32Array(ROWS);
  const latents = new Float32Array(ROWS * latentSize);
  let held = 0;
  for await (const batch of batches) {
    checkBatch(batch, latentSize);
    for (let from = 0; from < batch.indices.length;) {
      const to = Math.min(batch.indices.length, from + ROWS - held);
      indices.set(batch.indices.subarray(from, to), held);
      latents.set(batch.latents.subarray(from * latentSize, to * latentSize), held * latentSize);
      held += to - from;
      from = to;
      if (held === ROWS) {
        yield { indices, latents };
        held = 0;
      }
    }
  }
  if (held > 0) yield { indices: indices.subarray(0, held), latents: latents.subarray(0, held * latentSize) };
}

/**
 * Writes the record batches, then the footer: it holds the schema, and with it what is known after the last row only.
 */
async function writeBatches(
  sink: FileSink,
  batches: AsyncIterable<PoolBatch> | Iterable<PoolBatch>,
  description: PoolDescription,
): Promise<PoolMetadata> {
  const schema = poolSchema(description.latentSize);
  const writer = new RecordBatchFileWriter();
  writer.reset(sink, schema);
  let moments: Moments | undefined;
  for await (const { indices, latents } of inParts(batches, description.latentSize)) {
    writer.write(poolRecordBatch(schema, indices, latents));
    const added = momentsOf(latents, description.latentSize);
    moments = moments === undefined ? added : mergeMoments(moments, added);
  }
  if (moments === undefined) throw new RangeError('writePool: expected at least one latent, got none');
  const metadata = poolMetadata.parse({
    version: 1,
    ...description,
    count: moments.count,
    mean: [...moments.mean],
    deviation: [...deviationOf(moments)],
  });
  schema.metadata.set(POOL_METADATA_KEY, JSON.stringify(metadata));
  writer.close();
  return metadata;
}

/**
 * Writes latents to one Arrow file (uncompressed file format; columns `index` int32 and `latent` fixed-size list of
 * float32) as they come, holding a few thousand rows at a time. The file appears when it is complete.
 * @throws if a batch's sizes do not fit, a latent is not finite, or there is none, and where the disk fails;
 *   nothing is left behind then
 */
export function writePool(
  path: string,
  batches: AsyncIterable<PoolBatch> | Iterable<PoolBatch>,
  description: PoolDescription,
): Promise<PoolMetadata> {
  return replaceFile(path, ({ fd }) => writeBatches(new FileSink(fd, path), batches, description));
}
