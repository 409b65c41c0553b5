import { sha256 } from '@latent-paths/core';
import { fromHalf, toHalf, type StoredArray } from '@latent-paths/browser';

type Numbers = Float32Array | Int32Array | Uint8Array;

/** Arrays one after another, equal ones once. */
export interface ByteStore {
  /** Keeps an array; floats that half precision holds exactly take half the room. */
  put(numbers: Numbers): StoredArray;
  bytes(): Uint8Array;
}

export function openByteStore(): ByteStore {
  const parts: Uint8Array[] = [];
  const known = new Map<string, StoredArray>();
  let length = 0;
  return {
    put(numbers) {
      const { as, data } = encoded(numbers);
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const key = `${as} ${sha256(bytes)}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const stored = { at: length, count: numbers.length, as };
      const padding = (4 - (bytes.length % 4)) % 4;
      parts.push(bytes, new Uint8Array(padding));
      length += bytes.length + padding;
      known.set(key, stored);
      return stored;
    },
    bytes: () => Uint8Array.from(Buffer.concat(parts)),
  };
}

function encoded(numbers: Numbers): { as: StoredArray['as']; data: Numbers | Uint16Array } {
  if (numbers instanceof Int32Array) return { as: 'int32', data: numbers };
  if (numbers instanceof Uint8Array) return { as: 'uint8', data: numbers };
  const halves = Uint16Array.from(numbers, toHalf);
  const isExact = numbers.every((value, i) => Object.is(fromHalf(halves[i]!), value));
  return isExact ? { as: 'float16', data: halves } : { as: 'float32', data: numbers };
}
