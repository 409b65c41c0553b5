import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import { tableFromIPC as readByFlechette } from '@uwdata/flechette';
import { describe, expect, it } from 'vitest';
import { decodeTable, encodeTable, type Table } from './tables.js';

const table: Table = {
  columns: {
    pair: { kind: 'int32', data: new Int32Array([0, 0, 7]) },
    alpha: { kind: 'float32', data: new Float32Array([0, 0.5, NaN]) },
    frame: { kind: 'bytes', width: 4, data: new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 254, 255]) },
  },
  metadata: { shape: '2,2,1', τ: 'ünïcode' },
};
const bytes = encodeTable(table);

describe('a table', () => {
  it('comes back as it went, columns in order', () => {
    expect(decodeTable('t', bytes)).toEqual(table);
    expect(Object.keys(decodeTable('t', bytes).columns)).toEqual(['pair', 'alpha', 'frame']);
    expect(encodeTable(decodeTable('t', bytes))).toEqual(bytes);
  });

  it('comes back from bytes at any offset, with none of their memory', () => {
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const decoded = decodeTable('t', shifted.subarray(3));
    shifted.fill(0);
    expect(decoded).toEqual(table);
  });

  it('may have no rows', () => {
    const empty: Table = {
      columns: {
        pair: { kind: 'int32', data: new Int32Array(0) },
        alpha: { kind: 'float32', data: new Float32Array(0) },
        frame: { kind: 'bytes', width: 12, data: new Uint8Array(0) },
      },
      metadata: {},
    };
    expect(decodeTable('t', encodeTable(empty))).toEqual(empty);
  });

  it('is read to the bit by another reader of Arrow', () => {
    const read = readByFlechette(bytes);
    expect(read.names).toEqual(['pair', 'alpha', 'frame']);
    expect(Array.from(read.getChild('pair'))).toEqual([0, 0, 7]);
    expect(Array.from(read.getChild('alpha'))).toEqual([0, 0.5, NaN]);
    expect(Array.from(read.getChild('frame'), (row: Uint8Array) => [...row]).flat()).toEqual([
      ...table.columns.frame!.data,
    ]);
    expect(read.schema.metadata).toEqual(new Map(Object.entries(table.metadata)));
  });

  it('is joined from the record batches of a foreign writer', () => {
    const [first, second] = [new Int32Array([1, 2]), new Int32Array([3])].map((pair) => tableFromArrays({ pair }));
    const joined = tableToIPC(first!.concat(second!), 'file');
    expect(tableFromIPC(joined).batches).toHaveLength(2);
    expect(decodeTable('t', joined).columns).toEqual({ pair: { kind: 'int32', data: new Int32Array([1, 2, 3]) } });
  });
});

describe('what is no table', () => {
  it('is named when truncated, at every byte', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeTable('points.arrow', bytes.subarray(0, length))).toThrow(
        /^points\.arrow: (truncated: )?expected an Arrow file/,
      );
    }
  });

  it('is refused: columns of unequal length, none at all, types that are not ours', () => {
    const pair = { kind: 'int32', data: new Int32Array(2) } as const;
    expect(() =>
      encodeTable({ columns: { pair, alpha: { kind: 'float32', data: new Float32Array(3) } }, metadata: {} }),
    ).toThrow(/equal length, got pair: 2, alpha: 3/);
    expect(() =>
      encodeTable({ columns: { pair, frame: { kind: 'bytes', width: 4, data: new Uint8Array(9) } }, metadata: {} }),
    ).toThrow(/frame: 2\.25/);
    expect(() => encodeTable({ columns: {}, metadata: {} })).toThrow(/at least one column/);
    const doubles = tableToIPC(tableFromArrays({ x: new Float64Array(2) }), 'file');
    expect(() => decodeTable('t', doubles)).toThrow(/^t, column x: expected int32, float32 .*got Float64/);
  });
});
