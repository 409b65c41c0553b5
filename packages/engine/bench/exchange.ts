import { writeFileSync } from 'node:fs';
import type { NamedArrays } from '@latent-paths/core';

/**
 * Writes float32 arrays in the safetensors layout: length of the header (u64), header (JSON), raw little-endian data.
 */
export function writeExchange(path: string, arrays: NamedArrays): void {
  const header: Record<string, { dtype: 'F32'; shape: readonly number[]; data_offsets: [number, number] }> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(arrays)) {
    if (!(data instanceof Float32Array)) throw new TypeError(`writeExchange: expected float32 for ${name}, got int32`);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    offset += data.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path, Buffer.concat([length, text, ...parts]));
}
