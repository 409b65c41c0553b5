import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArrayReference, type ArrayReference } from '../arrays/array-reference.js';
import { openNpy } from '../arrays/open-npy.js';
import { inWorkspace } from '../images/files/workspace.js';

/** Points (pair, α) that a path was trained on elsewhere, [n] each. */
export interface TrainedPairs {
  /** Numbers of latents. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly alpha: Float32Array;
}

/** More are no list that is held at once. */
const MOST = 2 ** 27;
const LARGEST = 2 ** 31 - 1;

/**
 * Reads points that a path was trained on: an array [n, 3] of NPY or NPZ, or a CSV of three columns with or without
 * names: the numbers of two latents, and α.
 * @throws where the file is none, or a row holds no two numbers of latents and an α in [0, 1]; the message names it
 */
export async function readTrainedPairs(text: string): Promise<TrainedPairs> {
  const reference = parseArrayReference(text);
  const rows = reference.ending === '.csv' ? rowsOfCsv(reference) : rowsOfNpy(reference);
  const [a, b, alpha]: [number[], number[], number[]] = [[], [], []];
  for await (const [from, to, at] of rows) {
    const isLatent = (value: number) => Number.isInteger(value) && value >= 0 && value <= LARGEST;
    if (!isLatent(from) || !isLatent(to) || !(at >= 0 && at <= 1))
      throw new Error(
        `${text}: expected the numbers of two latents, from 0, and α in [0, 1], got ${from}, ${to}, ${at} in row ` +
          `${a.length}. Write one row a point.`,
      );
    if (a.length === MOST) throw new Error(`${text}: expected at most ${MOST} points, got more. Give a part of them.`);
    a.push(from);
    b.push(to);
    alpha.push(at);
  }
  if (a.length === 0) throw new Error(`${text}: expected at least one point, got none. Write one row a point.`);
  return { a: Int32Array.from(a), b: Int32Array.from(b), alpha: Float32Array.from(alpha) };
}

type Row = readonly [a: number, b: number, alpha: number];

async function* rowsOfNpy(reference: ArrayReference): AsyncGenerator<Row> {
  const array = await openNpy(reference, inWorkspace(reference.file));
  try {
    const { shape, element } = array;
    if (shape.length !== 2 || shape[1] !== 3)
      throw new Error(
        `${reference.text}: expected points as [n, 3], the numbers of two latents and α, got the shape ` +
          `(${shape.join(', ')}). Save them as numpy.stack([a, b, alpha], 1).`,
      );
    for await (const row of array.rows())
      yield [element.read(row, 0), element.read(row, element.bytes), element.read(row, 2 * element.bytes)];
  } finally {
    await array.close();
  }
}

async function* rowsOfCsv({ text, file }: ArrayReference): AsyncGenerator<Row> {
  const lines = createInterface({ input: createReadStream(inWorkspace(file)), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number++;
    const cells = line.split(',').map((cell) => cell.trim());
    if (line.trim() === '' || (number === 1 && cells.every((cell) => Number.isNaN(Number(cell))))) continue;
    const [a = NaN, b = NaN, alpha = NaN] = cells.map((cell) => (cell === '' ? NaN : Number(cell)));
    if (cells.length !== 3 || [a, b, alpha].some(Number.isNaN))
      throw new Error(`${text}: expected three numbers, a, b and α, got "${line.slice(0, 60)}" in line ${number}.`);
    yield [a, b, alpha];
  }
}
