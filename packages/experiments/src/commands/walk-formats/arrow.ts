import { sizeOf } from '@latent-paths/core';
import { writeTable, type Column, type Table } from '@latent-paths/data';
import type { PairsFormat, PairsRequest, PairWalk } from './pairs-format.js';

/** Numbers of pictures in a record batch, about. */
const BATCH = 2 ** 23;

export const arrow: PairsFormat = {
  kind: 'file',
  about: 'a row a frame: pair (from 0), frame, alpha, what was measured, and the pictures in bytes',
  write: ({ walks, shape, metadata }, out) => {
    const [height, width, channels] = shape.map(String);
    return writeTable(out, tables(walks, sizeOf(shape)), {
      ...metadata,
      height: height!,
      width: width!,
      channels: channels!,
    });
  },
};

async function* tables(walks: PairsRequest['walks'], pixels: number): AsyncGenerator<Table['columns']> {
  let [held, first, numbers] = [[] as PairWalk[], 0, 0];
  for await (const walk of walks) {
    held.push(walk);
    numbers += walk.frames.length;
    if (numbers < BATCH) continue;
    yield columnsOf(held, first, pixels);
    [held, first, numbers] = [[], first + held.length, 0];
  }
  if (held.length > 0) yield columnsOf(held, first, pixels);
}

/** A row a frame of some walks, the first of which has the number `first`. */
function columnsOf(walks: readonly PairWalk[], first: number, pixels: number): Table['columns'] {
  const alphas = walks[0]!.frames.length / pixels; // of every walk
  const rows = walks.length * alphas;
  const floats = (value: (walk: PairWalk, i: number) => number): Column => ({
    kind: 'float32',
    data: Float32Array.from({ length: rows }, (_, row) => value(walks[Math.floor(row / alphas)]!, row % alphas)),
  });
  const integers = (value: (row: number) => number): Column => ({
    kind: 'int32',
    data: Int32Array.from({ length: rows }, (_, row) => value(row)),
  });
  const pictures = (framesOf: (walk: PairWalk) => Float32Array): Column => {
    const data = new Uint8Array(rows * pixels);
    walks.forEach((walk, i) => data.set(bytesOf(framesOf(walk)), i * alphas * pixels));
    return { kind: 'bytes', width: pixels, data };
  };
  const { reprojection, attraction, line } = walks[0]!; // every walk has what the first has
  return {
    pair: integers((row) => first + Math.floor(row / alphas)),
    frame: integers((row) => row % alphas),
    alpha: floats((_, i) => i / (alphas - 1)),
    ...(reprojection !== null && { reprojection: floats((walk, i) => walk.reprojection![i]!) }),
    ...(attraction !== null && { attraction: floats((walk, i) => walk.attraction![i]!) }),
    ...(line !== null && { 'line-reprojection': floats((walk, i) => walk.line!.reprojection[i]!) }),
    'from-error': floats(({ fromError }) => fromError),
    'to-error': floats(({ toError }) => toError),
    picture: pictures(({ frames }) => frames),
    ...(line !== null && { 'line-picture': pictures((walk) => walk.line!.frames) }),
  };
}

/** Values 0…1 as bytes; others are cut to them. */
function bytesOf(values: Float32Array): Uint8ClampedArray {
  return Uint8ClampedArray.from(values, (value) => Math.round(255 * value));
}
