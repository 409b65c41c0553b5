import {
  DataType,
  Field,
  FixedSizeList,
  Float32,
  Int32,
  makeData,
  Precision,
  RecordBatch,
  Schema,
  Struct,
  Table as ArrowTable,
  tableFromIPC,
  tableToIPC,
  Uint8,
  type Data,
  type Vector,
} from 'apache-arrow';

/** One column of a table. `bytes` holds `width` bytes a row: a decoded frame, say. */
export type Column =
  | { readonly kind: 'int32'; readonly data: Int32Array }
  | { readonly kind: 'float32'; readonly data: Float32Array }
  | { readonly kind: 'bytes'; readonly width: number; readonly data: Uint8Array };

/** Columns of equal length by name, in order, and text about them. */
export interface Table {
  readonly columns: Readonly<Record<string, Column>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Rows of a column. */
function rowsOf(column: Column): number {
  return column.kind === 'bytes' ? column.data.length / column.width : column.data.length;
}

const bytesType = (width: number) => new FixedSizeList(width, new Field('item', new Uint8(), false));

function dataOf(column: Column): Data {
  const length = rowsOf(column);
  switch (column.kind) {
    case 'int32':
      return makeData({ type: new Int32(), length, nullCount: 0, data: column.data });
    case 'float32':
      return makeData({ type: new Float32(), length, nullCount: 0, data: column.data });
    case 'bytes':
      return makeData({
        type: bytesType(column.width),
        length,
        nullCount: 0,
        child: makeData({ type: new Uint8(), data: column.data }),
      });
  }
}

/**
 * A table as an uncompressed Arrow file of one record batch, which any Arrow reader opens.
 * @throws if it has no column or its columns differ in length
 */
export function encodeTable({ columns, metadata }: Table): Uint8Array {
  const batch = recordBatch('encodeTable', columns, metadata);
  return tableToIPC(new ArrowTable(batch.schema, [batch]), 'file');
}

/** Rows as one record batch, not copied. @throws where there is no column or columns differ in length */
export function recordBatch(where: string, columns: Table['columns'], metadata: Table['metadata']): RecordBatch {
  const entries = Object.entries(columns);
  const rows = entries.map(([, column]) => rowsOf(column));
  const length = rows[0];
  if (length === undefined) throw new RangeError(`${where}: expected at least one column, got none`);
  if (rows.some((count) => count !== length || !Number.isInteger(count))) {
    throw new RangeError(
      `${where}: expected columns of equal length, got ` +
        `${entries.map(([name], i) => `${name}: ${rows[i]}`).join(', ')}`,
    );
  }
  const children = entries.map(([, column]) => dataOf(column));
  const fields = entries.map(([name], i) => new Field(name, children[i]!.type, false));
  const schema = new Schema(fields, new Map(Object.entries(metadata)));
  return new RecordBatch(schema, makeData({ type: new Struct(fields), length, nullCount: 0, children }));
}

/**
 * The table that an Arrow file holds. `where` names the file in errors.
 * @throws if the file is truncated, no Arrow file, or has columns of other types
 */
export function decodeTable(where: string, bytes: Uint8Array): Table {
  checkMagic(where, bytes);
  const table = readArrow(where, bytes);
  const columns: Record<string, Column> = {};
  table.schema.fields.forEach(
    ({ name }, i) => (columns[name] = columnOf(`${where}, column ${name}`, table.getChildAt(i)!)),
  );
  return { columns, metadata: Object.fromEntries(table.schema.metadata) };
}

const MAGIC = 'ARROW1';

/** An Arrow file starts with the magic and two zeros, and ends with the footer's length and the magic again. */
function checkMagic(where: string, bytes: Uint8Array): void {
  const text = (from: number) => Buffer.from(bytes.subarray(from, from + MAGIC.length)).toString('latin1');
  if (text(0) !== MAGIC)
    throw new Error(`${where}: expected an Arrow file, got ${bytes.length} bytes that do not start with ${MAGIC}`);
  if (bytes.length < 2 * MAGIC.length + 6 || text(bytes.length - MAGIC.length) !== MAGIC) {
    throw new Error(
      `${where}: truncated: expected an Arrow file that ends with ${MAGIC}, got ${bytes.length} bytes that do not; ` +
        'make it again',
    );
  }
}

function readArrow(where: string, bytes: Uint8Array): ArrowTable {
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    throw new Error(
      `${where}: damaged: not readable as an Arrow file ` +
        `(${error instanceof Error ? error.message : String(error)}); make it again`,
    );
  }
}

function columnOf(where: string, vector: Vector): Column {
  const { type } = vector;
  if (isInt(type, 32, true)) return { kind: 'int32', data: new Int32Array(vector.toArray()) };
  if (DataType.isFloat(type) && type.precision === Precision.SINGLE)
    return { kind: 'float32', data: new Float32Array(vector.toArray()) };
  if (DataType.isFixedSizeList(type) && isInt(type.valueType, 8, false)) {
    return { kind: 'bytes', width: type.listSize, data: new Uint8Array(vector.getChildAt(0)!.toArray()) };
  }
  throw new Error(`${where}: expected int32, float32 or fixed-size lists of uint8, got ${String(type)}`);
}

function isInt(type: DataType, bits: number, signed: boolean): boolean {
  return DataType.isInt(type) && type.bitWidth === bits && type.isSigned === signed;
}
