import { buf as crc32c } from 'crc-32/crc32c';

/**
 * A TFRecord: the length (uint64, little endian) and its masked CRC-32C, the bytes and theirs.
 * Source: tensorflow/core/lib/io/record_writer.h.
 */
export function encodeTfRecord(bytes: Uint8Array): Uint8Array {
  const record = Buffer.alloc(8 + 4 + bytes.length + 4);
  record.writeBigUInt64LE(BigInt(bytes.length), 0);
  record.writeUInt32LE(maskedCrc(record.subarray(0, 8)), 8);
  record.set(bytes, 12);
  record.writeUInt32LE(maskedCrc(bytes), 12 + bytes.length);
  return record;
}

/**
 * Turned right by 15 bits, plus a constant: a CRC of bytes that hold CRCs is weak. Source:
 * tensorflow/core/lib/hash/crc32c.h.
 */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
