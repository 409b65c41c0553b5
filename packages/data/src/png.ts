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
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = data.slice(y * stride, (y + 1) * stride);
    let least = Infinity;
    predictors.forEach((predict, filter) => {
      const candidate = row.map((value, i) => {
        const inside = i >= back;
        return value - predict(inside ? row[i - back]! : 0, above[i]!, inside ? above[i - back]! : 0);
      });
      const cost = candidate.reduce((sum, value) => sum + Math.min(value, 256 - value), 0);
      if (cost < least) {
        least = cost;
        out[y * (stride + 1)] = filter;
        out.set(candidate, y * (stride + 1) + 1);
      }
    });
    above = row;
  }
  return out;
}

/** The five filters in the order of their numbers, as predictions from left, up and up-left. */
const predictors: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toCorner = Math.abs(estimate - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
