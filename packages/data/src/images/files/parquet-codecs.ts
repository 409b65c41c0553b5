import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { snappyUncompress, type Compressors } from 'hyparquet';

/** Snappy makes at most 64 bytes of 3. */
const MOST_TIMES = 22;

/**
 * How pages are decompressed: each makes as many bytes as it says, and all of them together at most `most`, for a few
 * bytes may claim far more than the memory holds.
 */
export function parquetCodecs(most: number): Compressors {
  let left = most;
  const take = (length: number, possible: number): void => {
    left -= length;
    if (left < 0) throw new Error(`pages of more than ${most} bytes in a group; write it with smaller row groups`);
    if (length > possible) throw new Error(`a page that claims ${length} bytes, more than it can hold`);
  };
  return {
    SNAPPY(bytes, length) {
      take(length, MOST_TIMES * (bytes.length + 1));
      const page = new Uint8Array(length);
      snappyUncompress(bytes, page);
      return page;
    },
    GZIP(bytes, length) {
      take(length, most);
      return gunzipSync(bytes, { maxOutputLength: Math.max(1, length) });
    },
    BROTLI(bytes, length) {
      take(length, most);
      return brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) });
    },
  };
}
