/** The part of crc-32 1.2 that `tf-record.ts` uses; the package types only its other half. */
declare module 'crc-32/crc32c' {
  /** CRC-32C (Castagnoli) of bytes, as a signed integer of 32 bits. */
  export function buf(bytes: Uint8Array): number;
}
