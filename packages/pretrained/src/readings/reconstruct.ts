import { ndarray, sizeOf, type NamedArrays, type NDArray } from '@latent-paths/core';
import type { Autoencoder, ImageShape } from './autoencoder.js';
import { groupBy } from './group-by.js';
import { namesOf } from './pictures.js';
import type { Range, Reading } from './reading.js';
import type { Runner, TensorFunction } from './tensor-function.js';
import { decoderFunction, encoderFunction, errorsFunction, posteriorsFunction } from './trial-functions.js';

/** Readings that differ in the range of their output alone, and what was found of them. */
interface Leaf {
  readonly readings: readonly Reading[];
  readonly errors: TensorFunction;
  /** Of each reading, over pictures. */
  readonly sums: number[];
  failure?: string;
}

/** Readings by what they share: the input, then the posterior, then the outputs. */
interface Branch {
  readonly input: Reading['input'];
  readonly encoder: TensorFunction;
  readonly posteriors: readonly { readonly at: number; readonly leaves: readonly Leaf[] }[];
}

interface Reconstruction {
  readonly model: Autoencoder;
  readonly imageShape: ImageShape;
  readonly run: Runner;
  /** Pictures at once. */
  readonly batch: number;
}

/** The mean squared error of pictures [n, h, w, c] by each reading, or why there is none. */
export async function reconstruct(
  readings: readonly Reading[],
  images: NDArray<Float32Array>,
  settings: Reconstruction,
): Promise<ReadonlyMap<Reading, number | string>> {
  const { model, run, batch } = settings;
  const posteriors = groupBy(readings, ({ posterior }) => posterior).map(({ key }) => key);
  const means = posteriorsFunction(model, posteriors);
  const decoder = decoderFunction(model.decoder, [...new Set(readings.flatMap(({ output }) => namesOf(output)))]);
  const branches = branchesOf(readings, posteriors, settings);
  for (const { pictures, kept } of batchesOf(images, batch)) {
    for (const { input, encoder, posteriors: found } of branches) {
      const latents = await run(means, await run(encoder, { pictures: stretched(pictures, input.range) }));
      for (const { at, leaves } of found) {
        const made = await attempt(() => run(decoder, { latent: latents[String(at)]! }));
        for (const leaf of leaves) await addErrors(leaf, made, { pictures, kept, run });
      }
    }
  }
  const leaves = branches.flatMap(({ posteriors: found }) => found.flatMap((one) => one.leaves));
  return new Map(
    leaves.flatMap(({ readings: own, sums, failure }) =>
      own.map((reading, i) => [reading, failure ?? sums[i]! / images.shape[0]!] as const),
    ),
  );
}

function branchesOf(
  readings: readonly Reading[],
  posteriors: readonly Reading['posterior'][],
  { model, imageShape }: Reconstruction,
): readonly Branch[] {
  const layouts = groupBy(readings, ({ input }) => input.layout).map(
    ({ key }) => [key, encoderFunction(model, posteriors, key)] as const,
  );
  const encoders = new Map(layouts);
  const placesOf = (output: Reading['output']) => ({ ...output, range: undefined });
  const errors = new Map(
    groupBy(readings, ({ output }) => placesOf(output)).map(({ key, items }) => {
      const ranges = groupBy(items, ({ output }) => output.range).map((group): Range => group.key);
      return [JSON.stringify(key), errorsFunction(items[0]!.output, ranges, imageShape)] as const;
    }),
  );
  const leafOf = (own: readonly Reading[]): Leaf => ({
    readings: own,
    errors: errors.get(JSON.stringify(placesOf(own[0]!.output)))!,
    sums: own.map(() => 0),
  });
  return groupBy(readings, ({ input }) => input).map(({ key: input, items }) => ({
    input,
    encoder: encoders.get(input.layout)!, // of all layouts
    posteriors: groupBy(items, ({ posterior }) => posterior).map(({ key, items: own }) => ({
      at: posteriors.findIndex((posterior) => JSON.stringify(posterior) === JSON.stringify(key)),
      leaves: groupBy(own, ({ output }) => placesOf(output)).map((place) => leafOf(place.items)),
    })),
  }));
}

interface Given {
  readonly pictures: NDArray<Float32Array>;
  /** Pictures that count: the others fill the batch up. */
  readonly kept: number;
  readonly run: Runner;
}

async function addErrors(leaf: Leaf, made: NamedArrays | string, { pictures, kept, run }: Given): Promise<void> {
  if (leaf.failure !== undefined) return;
  const errors = typeof made === 'string' ? made : await attempt(() => run(leaf.errors, { ...made, pictures }));
  if (typeof errors === 'string') leaf.failure = errors;
  else
    leaf.readings.forEach((_, i) =>
      [...errors[String(i)]!.data].slice(0, kept).forEach((error) => (leaf.sums[i]! += error)),
    );
}

/** A reading that does not go through tells why: it is shown beside those that do. */
async function attempt(action: () => Promise<NamedArrays>): Promise<NamedArrays | string> {
  try {
    return await action();
  } catch (error) {
    return (error as Error).message; // operators, engines and TensorFlow.js throw errors alone
  }
}

/** Batches of equal size, the last one filled up with its last picture. */
function* batchesOf(
  { shape, data }: NDArray<Float32Array>,
  batch: number,
): Generator<{ readonly pictures: NDArray<Float32Array>; readonly kept: number }> {
  const [count = 0, ...lengths] = shape;
  const size = sizeOf(lengths);
  for (let first = 0; first < count; first += batch) {
    const pictures = new Float32Array(batch * size);
    for (let i = 0; i < batch; i++) {
      const at = Math.min(first + i, count - 1) * size;
      pictures.set(data.subarray(at, at + size), i * size);
    }
    yield { pictures: ndarray([batch, ...lengths], pictures), kept: Math.min(batch, count - first) };
  }
}

function stretched({ shape, data }: NDArray<Float32Array>, [low, high]: Range): NDArray<Float32Array> {
  return ndarray(
    shape,
    data.map((value) => low + (high - low) * value),
  );
}
