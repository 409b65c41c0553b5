import { z } from 'zod';
import { fromBrainHalf, fromHalf, ndarray, sizeOf, type NamedArrays, type NDArray } from '@latent-paths/core';

/** Arrays and the text that belongs to them: the content of one file. */
export interface Safetensors {
  readonly arrays: NamedArrays;
  readonly metadata: Readonly<Record<string, string>>;
}

const PREFIX_BYTES = 8;
/** The format's own limit on headers. */
const LARGEST_HEADER = 100_000_000;
const METADATA = '__metadata__';
/** More are no network. */
const MOST_ARRAYS = 100_000;

/** A type of numbers: its bytes a number, and how an array of them is held. */
interface Dtype {
  readonly bytes: number;
  /** `name` is that of messages. */
  read(buffer: ArrayBuffer, name: string): Float32Array | Int32Array;
}

const widened = (bits: ArrayLike<number>, widen: (bits: number) => number): Float32Array =>
  Float32Array.from({ length: bits.length }, (_, i) => widen(bits[i]!));

/** Truth values and whole numbers; those beyond 32 bits are no weights. */
const whole = (values: ArrayLike<number | bigint>, name: string): Int32Array =>
  Int32Array.from({ length: values.length }, (_, i) => {
    const value = Number(values[i]);
    if (value === (value | 0)) return value;
    throw new RangeError(
      `safetensors: expected whole numbers of 32 bits in ${name}, got ${values[i]}; save them as F32`,
    );
  });

const DTYPES = {
  F64: { bytes: 8, read: (buffer) => Float32Array.from(new Float64Array(buffer)) },
  F32: { bytes: 4, read: (buffer) => new Float32Array(buffer) },
  F16: { bytes: 2, read: (buffer) => widened(new Uint16Array(buffer), fromHalf) },
  BF16: { bytes: 2, read: (buffer) => widened(new Uint16Array(buffer), fromBrainHalf) },
  I64: { bytes: 8, read: (buffer, name) => whole(new BigInt64Array(buffer), name) },
  U64: { bytes: 8, read: (buffer, name) => whole(new BigUint64Array(buffer), name) },
  I32: { bytes: 4, read: (buffer) => new Int32Array(buffer) },
  U32: { bytes: 4, read: (buffer, name) => whole(new Uint32Array(buffer), name) },
  I16: { bytes: 2, read: (buffer, name) => whole(new Int16Array(buffer), name) },
  U16: { bytes: 2, read: (buffer, name) => whole(new Uint16Array(buffer), name) },
  I8: { bytes: 1, read: (buffer, name) => whole(new Int8Array(buffer), name) },
  U8: { bytes: 1, read: (buffer, name) => whole(new Uint8Array(buffer), name) },
  BOOL: { bytes: 1, read: (buffer, name) => whole(new Uint8Array(buffer), name) },
} as const satisfies Record<string, Dtype>;
// Object.keys forgets which keys they are
const NAMES = Object.keys(DTYPES) as (keyof typeof DTYPES)[];

const size = z.int().nonnegative();
const headerSchema = z.object({ [METADATA]: z.record(z.string(), z.string()).default({}) }).catchall(
  z.strictObject({
    dtype: z.literal(NAMES),
    shape: z.array(size),
    data_offsets: z.tuple([size, size]),
  }),
);

/**
 * Writes arrays in the safetensors format: the header's length as u64, the header as JSON, the arrays' bytes; all
 * little-endian. Names are sorted and the data aligned to 8 bytes, so that equal content gives equal bytes.
 *
 * @throws if an array is named `__metadata__`
 * @see https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors({ arrays, metadata }: Safetensors): Uint8Array {
  if (METADATA in arrays) throw new RangeError(`encodeSafetensors: expected no array of the name ${METADATA}, got one`);
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { [METADATA]: sorted(metadata) } : {};
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(sorted(arrays))) {
    const begin = end;
    end += data.byteLength;
    header[name] = { dtype: data instanceof Int32Array ? 'I32' : 'F32', shape, data_offsets: [begin, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + end).fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, PREFIX_BYTES);
  let at = PREFIX_BYTES + headerBytes;
  for (const { data } of Object.values(sorted(arrays))) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * Reads arrays of the safetensors format: numbers with a point as float32, whatever their width, whole numbers and
 * truth values as int32.
 *
 * @throws if the bytes are truncated, the header is malformed or names an array twice, the arrays leave holes, overlap
 *   or do not end with the file, their type is another (F8), or whole numbers have more than 32 bits
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const fail = (expected: string, got: string): never => {
    throw new RangeError(
      `safetensors: expected ${expected}, got ${got}; the file is truncated or altered, or no safetensors file`,
    );
  };
  if (bytes.length < PREFIX_BYTES) fail('at least 8 bytes', `${bytes.length}`);
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const body = PREFIX_BYTES + headerBytes;
  if (headerBytes > LARGEST_HEADER) fail(`a header of at most ${LARGEST_HEADER} bytes`, `${headerBytes}`);
  if (body > bytes.length) fail(`a header of ${headerBytes} bytes`, `a file of ${bytes.length} bytes`);
  const { [METADATA]: metadata, ...entries } = parseHeader(bytes.subarray(PREFIX_BYTES, body), fail);

  let end = 0;
  const arrays: Record<string, NDArray> = {};
  const inOrder = Object.entries(entries).sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  for (const [name, { dtype, shape, data_offsets: offsets }] of inOrder) {
    if (offsets[0] !== end) fail(`${name} to begin at byte ${end}, where the array before it ends`, `${offsets[0]}`);
    const { bytes: width, read } = DTYPES[dtype];
    const length = width * sizeOf(shape);
    if (offsets[1] - offsets[0] !== length)
      fail(`${length} bytes for ${name} of shape [${shape.join(', ')}]`, `${offsets[1] - offsets[0]}`);
    end = offsets[1];
    if (body + end > bytes.length) fail(`${name} to end at byte ${body + end}`, `a file of ${bytes.length} bytes`);
    // a copy: slice() of a Buffer is a view
    const { buffer } = Uint8Array.from(bytes.subarray(body + offsets[0], body + end));
    arrays[name] = ndarray(shape, read(buffer, name));
  }
  if (body + end !== bytes.length)
    fail(`the last array to end with the file, at byte ${bytes.length}`, `${body + end}`);
  return { arrays, metadata };
}

function parseHeader(bytes: Uint8Array, fail: (expected: string, got: string) => never): z.output<typeof headerSchema> {
  if (bytes[0] !== 0x7b) fail('a header that begins with {', bytes.length === 0 ? 'an empty one' : `byte ${bytes[0]}`);
  let json: unknown;
  let written = 0;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    written = countEntries(text);
    if (written > MOST_ARRAYS) fail(`at most ${MOST_ARRAYS} arrays`, `${written}`);
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    fail('a header of JSON', String(error));
  }
  const kept = Object.keys(json as object).length; // it begins with {
  if (kept !== written) fail('each array once', `${written} entries of ${kept} names`);
  const header = headerSchema.safeParse(json);
  return header.success ? header.data : fail('a header by the format’s rules', z.prettifyError(header.error));
}

/** Entries of a JSON object as they are written: JSON.parse keeps only the last of one name. */
function countEntries(text: string): number {
  let [depth, count] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (token === ':' && depth === 1) count++;
  }
  return count;
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
