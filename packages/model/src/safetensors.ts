import { z } from 'zod';
import { ndarray, sizeOf, type NamedArrays, type NDArray } from '@latent-paths/core';

/** Arrays and the text that belongs to them: the content of one file. */
export interface Safetensors {
  readonly arrays: NamedArrays;
  readonly metadata: Readonly<Record<string, string>>;
}

const PREFIX_BYTES = 8;
/** The format's own limit on headers. */
const LARGEST_HEADER = 100_000_000;
const METADATA = '__metadata__';

const size = z.int().nonnegative();
const headerSchema = z.object({ [METADATA]: z.record(z.string(), z.string()).default({}) }).catchall(
  z.strictObject({
    dtype: z.literal(['F32', 'I32']),
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
 * Reads what the format allows, of types F32 and I32, and nothing else.
 *
 * @throws if the bytes are truncated, the header is malformed, or the arrays leave holes, overlap or do not end
 *   with the file
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
    if (offsets[1] - offsets[0] !== 4 * sizeOf(shape)) {
      fail(`${4 * sizeOf(shape)} bytes for ${name} of shape [${shape.join(', ')}]`, `${offsets[1] - offsets[0]}`);
    }
    end = offsets[1];
    if (body + end > bytes.length) fail(`${name} to end at byte ${body + end}`, `a file of ${bytes.length} bytes`);
    // a copy: slice() of a Buffer is a view
    const { buffer } = Uint8Array.from(bytes.subarray(body + offsets[0], body + end));
    arrays[name] = ndarray(shape, dtype === 'I32' ? new Int32Array(buffer) : new Float32Array(buffer));
  }
  if (body + end !== bytes.length)
    fail(`the last array to end with the file, at byte ${bytes.length}`, `${body + end}`);
  return { arrays, metadata };
}

function parseHeader(bytes: Uint8Array, fail: (expected: string, got: string) => never): z.output<typeof headerSchema> {
  if (bytes[0] !== 0x7b) fail('a header that begins with {', bytes.length === 0 ? 'an empty one' : `byte ${bytes[0]}`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    fail('a header of JSON', String(error));
  }
  const header = headerSchema.safeParse(json);
  return header.success ? header.data : fail('a header by the format’s rules', z.prettifyError(header.error));
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
