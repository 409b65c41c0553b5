import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parquetCodecs } from './parquet-codecs.js';

const plain = new Uint8Array(1000).fill(7);

describe('pages of Parquet', () => {
  it.each([
    ['GZIP', gzipSync(plain)],
    ['BROTLI', brotliCompressSync(plain)],
  ] as const)('are decompressed from %s', (codec, bytes) => {
    expect(parquetCodecs(1000)[codec]!(bytes, 1000)).toEqual(Buffer.from(plain));
  });

  it('take no more together than is asked for', () => {
    const { GZIP } = parquetCodecs(2500);
    const bytes = gzipSync(plain);
    GZIP!(bytes, 1000);
    GZIP!(bytes, 1000);
    expect(() => GZIP!(bytes, 1000)).toThrow(/pages of more than 2500 bytes in a group/);
  });

  it('that claim more than they can hold are refused before memory is taken', () => {
    const { SNAPPY } = parquetCodecs(2 ** 31);
    expect(() => SNAPPY!(Uint8Array.of(1, 2, 3), 2 ** 30)).toThrow(/a page that claims 1073741824 bytes/);
  });

  it('that hold more than they claim are refused', () => {
    expect(() => parquetCodecs(1000).GZIP!(gzipSync(plain), 10)).toThrow();
  });
});
