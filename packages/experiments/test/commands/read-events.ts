/**
 * A reader of TensorBoard's event files that shares nothing with what writes them: CRC-32C bit by bit, and protobuf's
 * wire format by field number.
 */

/** Field number → values, in order: bytes, or a number for one of fixed width or a varint. */
export type Fields = ReadonlyMap<number, readonly (Uint8Array | number)[]>;

/** The records of a TFRecord file. @throws if a CRC does not fit */
export function readRecords(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    check(file.subarray(at, at + 8), file.readUInt32LE(at + 8));
    const data = file.subarray(at + 12, at + 12 + length);
    check(data, file.readUInt32LE(at + 12 + length));
    records.push(data);
    at += 16 + length;
  }
  return records;
}

export function readFields(bytes: Uint8Array): Fields {
  const buffer = Buffer.from(bytes);
  const fields = new Map<number, (Uint8Array | number)[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = buffer[at++]!;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < buffer.length) {
    const tag = varint();
    const type = tag & 7;
    let value: Uint8Array | number;
    if (type === 0) value = varint();
    else if (type === 1) value = buffer.readDoubleLE((at += 8) - 8);
    else if (type === 5) value = buffer.readFloatLE((at += 4) - 4);
    else {
      const length = varint();
      value = buffer.subarray(at, (at += length));
    }
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

export interface Scalar {
  readonly step: number;
  readonly wallTime: number;
  readonly tag: string;
  readonly value: number;
}

/** The scalars of an event: wall_time = 1, step = 2, summary = 5 { value = 1 { tag = 1, simple_value = 2 } }. */
export function scalarsOf(event: Uint8Array): Scalar[] {
  const fields = readFields(event);
  const number = (field: number) => Number(fields.get(field)?.[0] ?? 0);
  return messages(fields, 5)
    .flatMap((summary) => messages(summary, 1))
    .flatMap((value) => {
      const scalar = value.get(2)?.[0];
      return typeof scalar === 'number'
        ? [{ step: number(2), wallTime: number(1), tag: text(value, 1), value: scalar }]
        : [];
    });
}

export function messages(fields: Fields, field: number): Fields[] {
  return (fields.get(field) ?? []).flatMap((value) => (typeof value === 'number' ? [] : [readFields(value)]));
}

export function text(fields: Fields, field: number): string {
  const [value] = fields.get(field) ?? [];
  return typeof value === 'object' ? Buffer.from(value).toString('utf8') : '';
}

function check(bytes: Uint8Array, masked: number): void {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  crc = ~crc >>> 0;
  const expected = (BigInt(((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282ead8n) & 0xffffffffn;
  if (expected !== BigInt(masked))
    throw new Error('read-events: expected a masked CRC-32C that fits its bytes, got another');
}
