/**
 * How samples of images are kept: bytes, 16-bit integers, or floating-point numbers; little-endian, in numpy's names.
 */
export type SampleType = '|u1' | '<u2' | '<f4';

/** What stands for 1. */
const MOST: Readonly<Record<SampleType, number>> = { '|u1': 255, '<u2': 65535, '<f4': 1 };
export const SAMPLE_BYTES: Readonly<Record<SampleType, number>> = { '|u1': 1, '<u2': 2, '<f4': 4 };

/** Values 0…1 as bytes: integers are rounded to the nearest. */
export function sample(type: SampleType, values: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * SAMPLE_BYTES[type]);
  switch (type) {
    case '|u1':
      for (let i = 0; i < values.length; i++) bytes[i] = Math.round(values[i]! * 255);
      return bytes;
    case '<u2':
      for (let i = 0; i < values.length; i++) bytes.writeUInt16LE(Math.round(values[i]! * 65535), i * 2);
      return bytes;
    case '<f4':
      for (let i = 0; i < values.length; i++) bytes.writeFloatLE(values[i]!, i * 4);
      return bytes;
  }
}

/** Writes samples as values 0…1 at `out[offset…]`. */
export function writeValues(type: SampleType, bytes: Buffer, out: Float32Array, offset: number): void {
  const most = MOST[type];
  const count = bytes.length / SAMPLE_BYTES[type];
  switch (type) {
    case '|u1':
      for (let i = 0; i < count; i++) out[offset + i] = bytes[i]! / most;
      return;
    case '<u2':
      for (let i = 0; i < count; i++) out[offset + i] = bytes.readUInt16LE(i * 2) / most;
      return;
    case '<f4':
      for (let i = 0; i < count; i++) out[offset + i] = bytes.readFloatLE(i * 4);
  }
}
