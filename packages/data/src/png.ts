import { crc32, deflateSync } from 'node:zlib';

/** A picture of 8-bit samples, row-major, channels innermost: [height, width, channels]. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1: grey, 3: RGB. */
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPE = { 1: 0, 3: 2 } as const;
/** None, sub, up, average and Paeth, numbered in this order. */
const FILTERS = 5;

/**
 * The picture as a PNG file (W3C PNG, third edition): one IDAT, every row under the filter with the least sum of
 * absolute differences (the heuristic of the specification's §12.7).
 * @throws RangeError if the number of bytes is not height·width·channels
 */
export function encodePng({ width, height, channels, data }: Picture): Uint8Array {
  if (data.length !== width * height * channels) {
    throw new RangeError(`encodePng: expected ${height}·${width}·${channels} bytes, got ${data.length}`);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, COLOUR_TYPE[channels], 0, 0, 0], 8);
  const rows = filterRows(data, width * channels, channels);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  out.set(body, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

/** Each row behind its filter byte. `back` is the distance to the same channel of the pixel before. */
function filterRows(data: Uint8Array, stride: number, back: number): Uint8Array {
  const height = data.length / stride;
  const out = new Uint8Array(height * (stride + 1));
  const filtered = Array.from({ length: FILTERS }, () => new Uint8Array(stride));
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * stride, (y + 1) * stride);
    filterRow(row, above, back, filtered);
    const costs = filtered.map(costOf);
    const best = costs.indexOf(Math.min(...costs));
    out[y * (stride + 1)] = best;
    out.set(filtered[best]!, y * (stride + 1) + 1);
    above = row;
  }
  return out;
}

/** A row under each filter: what is left of a byte beside its prediction from left, above and the corner between. */
function filterRow(row: Uint8Array, above: Uint8Array, back: number, filtered: readonly Uint8Array[]): void {
  const [none, sub, up, average, byPaeth] = filtered;
  for (let i = 0; i < row.length; i++) {
    const value = row[i]!;
    const left = i < back ? 0 : row[i - back]!;
    const over = above[i]!;
    const corner = i < back ? 0 : above[i - back]!;
    none![i] = value;
    sub![i] = value - left;
    up![i] = value - over;
    average![i] = value - ((left + over) >> 1);
    byPaeth![i] = value - paeth(left, over, corner);
  }
}

/** The sum of absolute differences, each taken as a signed byte. */
function costOf(row: Uint8Array): number {
  let sum = 0;
  for (const value of row) sum += value < 128 ? value : 256 - value;
  return sum;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
