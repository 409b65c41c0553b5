import { readFile, stat } from 'node:fs/promises';
import { lfsPointer } from '@latent-paths/core';
import { DataType, Precision, tableFromIPC, type Field, type Table, type Vector } from 'apache-arrow';
import type { ArrayReference } from '../arrays/array-reference.js';
import { latentRoom } from './latent-room.js';
import type { FoundArray } from './latent-array.js';

/** Arrow files are held as a whole, and Node reads no more at once. */
const MOST_BYTES = 2 ** 31;

/** The dimensions of the lists that a column holds, where it is one of latents; else null. */
function sizeOf({ type }: Field): number | null {
  if (!DataType.isFixedSizeList(type)) return null;
  const item = type.children[0]!.type; // a list has one kind of item
  return DataType.isFloat(item) && item.precision !== Precision.HALF ? type.listSize : null;
}

/**
 * Latents of an Arrow file: a column of lists of one length of float32 or float64, such as this project's pools have.
 */
export async function latentsOfArrow({ text, key }: ArrayReference, path: string): Promise<FoundArray> {
  const table = await tableOf(text, path);
  const candidates = table.schema.fields.filter((field) => sizeOf(field) !== null);
  const names = candidates.map(({ name }) => name);
  const field =
    key === undefined && candidates.length === 1 ? candidates[0] : candidates.find(({ name }) => name === key);
  if (field === undefined) {
    throw new Error(
      `${text}: expected one of its columns of fixed-size lists of float32 or float64, ` +
        `${names.join(', ') || 'of which there is none'}, got ${key ?? 'no name'}`,
    );
  }
  const size = sizeOf(field)!; // a candidate has one
  const shape = [table.numRows, size];
  const column = table.getChild(field.name)!;
  requireAll(text, column, size);
  const values = latentRoom(text, shape);
  let row = 0;
  for (const chunk of column.data) {
    const items = chunk.children[0]!; // as above
    if (chunk.nullCount > 0 || items.nullCount > 0)
      throw new Error(
        `${text}: expected latents without nulls, got ${chunk.nullCount + items.nullCount} of them. Leave those out.`,
      );
    const from = chunk.offset * size;
    values.set(items.values.subarray(from, from + chunk.length * size), row * size);
    row += chunk.length;
  }
  return { shape, values };
}

/** @throws where the file says to hold other numbers than are there: nothing is made room for then */
function requireAll(text: string, column: Vector, size: number): void {
  for (const { length, offset, children } of column.data) {
    const there = children[0]!.values.length; // a list has one kind of item
    if ((offset + length) * size > there)
      throw new Error(
        `${text}: expected ${length} × ${size} numbers, as the file says, got ${there}: it is damaged. Write it anew.`,
      );
  }
}

async function tableOf(text: string, path: string): Promise<Table> {
  const unreadable = (cause: unknown): never => {
    throw new Error(`${text}: expected a file, got none that can be read. Give its path relative to the workspace.`, {
      cause,
    });
  };
  const { size } = await stat(path).catch(unreadable);
  if (size > MOST_BYTES)
    throw new Error(
      `${text}: expected an Arrow file of at most ${MOST_BYTES / 2 ** 30} GiB, got ${Math.ceil(size / 2 ** 20)} MiB. ` +
        'Take fewer latents, or save them by numpy.save.',
    );
  const bytes = await readFile(path).catch(unreadable);
  const pointer = lfsPointer(bytes);
  if (pointer !== undefined) throw new Error(`${text}: expected latents in an Arrow file, got ${pointer}`);
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    throw new Error(
      `${text}: expected an Arrow file, uncompressed, got ` +
        `${cause instanceof Error ? cause.message : String(cause)}. Write it anew.`,
      { cause },
    );
  }
}
