import { sizeOf, type NDArray } from '@latent-paths/core';
import { formatPort } from '../format.js';
import type { Autoencoder, ImageShape } from './autoencoder.js';
import { plausibleReadings } from './plausible-readings.js';
import type { AskedReading, Reading } from './reading.js';
import { reconstruct } from './reconstruct.js';
import { requireComputable } from './require-computable.js';
import type { Runner } from './tensor-function.js';

/** A reading and how well pictures come back by it. */
interface TriedReading {
  readonly reading: Reading;
  /** Mean over pictures, pixels and channels of (x̂ − x)², values 0…1. Absent if it does not go through. */
  readonly error?: number;
  /** Why it does not go through. */
  readonly failure?: string;
}

export interface TriedReadings {
  /** The best first, those that do not go through last. */
  readonly rows: readonly TriedReading[];
  /** Absent if none goes through. */
  readonly best?: Reading;
  /** True where the next one has an error at least a tenth larger. */
  readonly settled: boolean;
  /**
   * The error of giving the mean of the pictures for each of them. Where the best is no better, the two files do not
   * belong together, or the pictures are not of their kind.
   */
  readonly baseline: number;
  readonly images: number;
}

export interface TryOptions {
  readonly run: Runner;
  /** What is known already. */
  readonly asked?: AskedReading;
  /** Pictures at once; 32 if left out. */
  readonly batch?: number;
}

const BATCH = 32;
const CLEARLY = 1.1;

/**
 * Reconstructs pictures [n, h, w, c] with values 0…1 by every plausible reading.
 * @throws if no reading fits the files' shapes, or the files hold what cannot be computed
 */
export async function tryReadings(
  model: Autoencoder,
  images: NDArray<Float32Array>,
  { run, asked = {}, batch = BATCH }: TryOptions,
): Promise<TriedReadings> {
  const [count = 0, ...lengths] = images.shape;
  const [height = 0, width = 0, channels = 0] = lengths;
  if (lengths.length !== 3 || count === 0)
    throw new Error(`tryReadings: expected pictures [n, h, w, c], got [${images.shape.join(', ')}]`);
  const imageShape: ImageShape = [height, width, channels];
  requireComputable(model, asked);
  const readings = plausibleReadings(model, { imageShape }, asked);
  if (readings.length === 0) throw new Error(noneFits(model, imageShape));
  const found = await reconstruct(readings, images, { model, imageShape, run, batch: Math.min(batch, count) });
  const rows = [...found]
    .map(([reading, error]) => triedReading(reading, error))
    .sort((a, b) => (a.error ?? Infinity) - (b.error ?? Infinity));
  const [first, second] = rows;
  return {
    rows,
    ...(first?.error !== undefined && { best: first.reading }),
    settled: first?.error !== undefined && (second?.error ?? Infinity) >= CLEARLY * first.error,
    baseline: varianceOf(images),
    images: count,
  };
}

function triedReading(reading: Reading, error: number | string): TriedReading {
  if (typeof error === 'string') return { reading, failure: error };
  return Number.isFinite(error) ? { reading, error } : { reading, failure: 'gives numbers that are not finite' };
}

/** The mean squared distance of pictures from their mean, a pixel and channel. */
function varianceOf({ shape: [count = 0, ...lengths], data }: NDArray<Float32Array>): number {
  const size = sizeOf(lengths);
  const mean = new Float64Array(size);
  data.forEach((value, i) => (mean[i % size]! += value / count));
  return data.reduce((sum, value, i) => sum + (value - mean[i % size]!) ** 2, 0) / data.length;
}

function noneFits({ encoder, decoder }: Autoencoder, [height, width, channels]: ImageShape): string {
  const ports = ({ graph: { inputs, outputs } }: Autoencoder['encoder']) =>
    `${inputs.map(formatPort).join(', ')} → ${outputs.map(formatPort).join(', ')}`;
  return (
    `${encoder.graph.file} and ${decoder.graph.file}: expected an encoder and a decoder of pictures of height ` +
    `${height}, width ${width} and ${channels} channels, ` +
    `got ${ports(encoder)} and ${ports(decoder)}; give pictures of the shape that they take, or two files of one model`
  );
}
