import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { snappyUncompress, type Compressors } from 'hyparquet';

/** A page is at most this large: a few bytes may claim far more. */
const MOST_PAGE = 2 ** 30;
/** Snappy makes at most 64 bytes of 3. */
const MOST_TIMES = 22;

const withinReason = (length: number, most: number): void => {
  if (length > Math.min(MOST_PAGE, most))
    throw new Error(`a page that claims ${length} bytes, more than it can hold; the file is damaged`);
};

/** How pages are decompressed. Each makes as many bytes as the page says, and no more. */
export const parquetCodecs: Compressors = {
  SNAPPY(bytes, length) {
    withinReason(length, bytes.length * MOST_TIMES + MOST_TIMES);
    const page = new Uint8Array(length);
    snappyUncompress(bytes, page);
    return page;
  },
  GZIP(bytes, length) {
    withinReason(length, MOST_PAGE);
    return gunzipSync(bytes, { maxOutputLength: Math.max(1, length) });
  },
  BROTLI(bytes, length) {
    withinReason(length, MOST_PAGE);
    return brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) });
  },
};
