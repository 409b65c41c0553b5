import type { Table } from '@latent-paths/data';

/** Decoded frames of one path, α ascending. */
interface FrameRow {
  readonly alphas: readonly number[];
  /** Bytes of one frame each: [height, width, channels]. */
  readonly frames: readonly Uint8Array[];
}

/** `frames.arrow` as pictures. */
export interface Frames {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** By the number of the pair. */
  readonly pairs: ReadonlyMap<number, FrameRow>;
}

/**
 * Groups a table of frames (columns `pair`, `alpha`, `frame`; metadata `shape`: "h,w,c") by pair.
 * @throws RangeError if a column is absent or of another type, or the shape is not that of pictures
 */
export function framesOf({ columns, metadata }: Table): Frames {
  const [height = 0, width = 0, channels = 0] = (metadata['shape'] ?? '').split(',').map(Number);
  const { pair, alpha, frame } = columns;
  if (frame?.kind !== 'bytes' || pair?.kind !== 'int32' || alpha?.kind !== 'float32') {
    throw new RangeError(
      `frames: expected columns pair int32, alpha float32, frame bytes, got ${Object.entries(columns)
        .map(([name, column]) => `${name} ${column.kind}`)
        .join(', ')}`,
    );
  }
  const size = height * width * channels;
  if ((channels !== 1 && channels !== 3) || !(size > 0) || frame.data.length !== size * pair.data.length) {
    throw new RangeError(
      `frames: expected ${pair.data.length} frames of shape "h,w,1" or "h,w,3", got shape "${metadata['shape']}" ` +
        `and ${frame.data.length} bytes`,
    );
  }
  const rows = Array.from(pair.data, (number, row) => ({
    pair: number,
    alpha: Number(alpha.data[row]!.toPrecision(6)),
    row,
  }));
  rows.sort((a, b) => a.pair - b.pair || a.alpha - b.alpha);
  const pairs = new Map<number, { alphas: number[]; frames: Uint8Array[] }>();
  for (const { pair: number, alpha: at, row } of rows) {
    const strip = pairs.get(number) ?? { alphas: [], frames: [] };
    strip.alphas.push(at);
    strip.frames.push(frame.data.subarray(row * size, (row + 1) * size));
    pairs.set(number, strip);
  }
  return { height, width, channels, pairs };
}

/** Frames side by side as the pixels of one picture: [height, count·width, channels]. */
export function joinFrames(frames: readonly Uint8Array[], height: number, width: number, channels: number): Uint8Array {
  const line = width * channels;
  const out = new Uint8Array(frames.length * height * line);
  frames.forEach((frame, i) => {
    for (let y = 0; y < height; y++) {
      out.set(frame.subarray(y * line, (y + 1) * line), (y * frames.length + i) * line);
    }
  });
  return out;
}
