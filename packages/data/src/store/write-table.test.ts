import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { decodeTable, encodeTable, type Table } from './tables.js';
import { writeTable } from './write-table.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const rows = (first: number, count: number): Table['columns'] => ({
  at: { kind: 'int32', data: Int32Array.from({ length: count }, (_, i) => first + i) },
  value: { kind: 'float32', data: Float32Array.from({ length: count }, (_, i) => (first + i) / 4) },
  picture: { kind: 'bytes', width: 3, data: Uint8Array.from({ length: 3 * count }, (_, i) => 3 * first + i) },
});
async function* inParts(...parts: Table['columns'][]): AsyncGenerator<Table['columns']> {
  yield* parts;
}

it('writes batch after batch to what the same rows give at once', async () => {
  const path = join(folder, 't.arrow');
  await writeTable(path, inParts(rows(0, 3), rows(3, 3), rows(6, 1)), { of: 'a test' });
  const bytes = readFileSync(path);
  expect(tableFromIPC(bytes).batches.map(({ numRows }) => numRows)).toEqual([3, 3, 1]);
  const whole = decodeTable('whole', encodeTable({ columns: rows(0, 7), metadata: { of: 'a test' } }));
  expect(decodeTable(path, bytes)).toEqual(whole);
});

it('leaves nothing where there are no rows, other columns, or a failure on the way', async () => {
  const path = join(folder, 't.arrow');
  await expect(writeTable(path, inParts(), {})).rejects.toThrow('writeTable: expected rows, got none');
  const { at } = rows(0, 2);
  await expect(writeTable(path, inParts(rows(0, 2), { at: at! }), {})).rejects.toThrow(
    /writeTable: expected the columns .*at.*value.*picture.*, got/,
  );
  const failing = async function* () {
    yield rows(0, 2);
    throw new Error('stopped');
  };
  await expect(writeTable(path, failing(), {})).rejects.toThrow('stopped');
  expect([existsSync(path), readdirSync(folder)]).toEqual([false, []]);
});
