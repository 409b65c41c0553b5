import type { StoredArray } from './data.js';

/** Arrays that lie one after another in a page's bytes. */
export class StoredArrays {
  constructor(private readonly bytes: Uint8Array) {}

  /** The numbers of an array; those of half precision as float32. */
  read({ at, count, as }: StoredArray): Float32Array | Int32Array | Uint8Array {
    const buffer = this.bytes.buffer as ArrayBuffer; // made from text in this page
    const offset = this.bytes.byteOffset + at;
    switch (as) {
      case 'float32':
        return new Float32Array(buffer, offset, count);
      case 'int32':
        return new Int32Array(buffer, offset, count);
      case 'uint8':
        return new Uint8Array(buffer, offset, count);
      case 'float16':
        return Float32Array.from(new Uint16Array(buffer, offset, count), fromHalf);
    }
  }
}

/** Bytes of base64. */
export function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The number that 16 bits of IEEE 754 half precision mean. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Halfway between the greatest number and what would be the next. */
const TOO_LARGE = 65_520;

/** The nearest half-precision number's 16 bits, ties to even; what is too large becomes infinite. */
export function toHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === 0) return sign;
  if (size >= TOO_LARGE) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const steps = roundEven(size / 2 ** (exponent - 10));
  // 1024 steps and more begin a higher exponent by themselves: the carry goes into its bits
  return sign | (((exponent + 14) << 10) + steps);
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
