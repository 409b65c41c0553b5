import { kernels, type KernelName } from './kernels.js';

/** An image of values 0…1, [height, width, channels]. */
export interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/** For each new pixel, the first old one that it is made from, and the weights of that one and those after it. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
}

/**
 * Resizes an image: y_i = Σ_j k((j + ½ − c_i) / s)·x_j / Σ_j k(…) along each side, with c_i = (i + ½)·old/new and s =
 * max(1, old/new), so that a smaller image is averaged over all that it stands for; width first, then height. Pillow's
 * and torchvision's (antialias) rule.
 */
export function resample(image: Image, height: number, width: number, kernel: KernelName): Image {
  const { height: h, channels } = image;
  const wide =
    width === image.width
      ? image
      : { height: h, width, channels, values: alongWidth(image, tapsOf(image.width, width, kernel)) };
  return height === h ? wide : { height, width, channels, values: alongHeight(wide, tapsOf(h, height, kernel)) };
}

function tapsOf(from: number, to: number, name: KernelName): Taps {
  const kernel = kernels[name];
  const scale = from / to;
  const first = new Int32Array(to);
  const weights = Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    if (kernel === null) {
      first[i] = Math.min(from - 1, Math.floor(centre));
      return Float64Array.of(1);
    }
    const spread = Math.max(1, scale);
    const reach = kernel.support * spread;
    const begin = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    first[i] = begin;
    const raw = Float64Array.from({ length: end - begin }, (_, j) =>
      kernel.weight((begin + j + 0.5 - centre) / spread),
    );
    const sum = raw.reduce((total, value) => total + value, 0);
    return raw.map((value) => value / sum);
  });
  return { first, weights };
}

function alongWidth({ height, width, channels, values }: Image, { first, weights }: Taps): Float32Array {
  const to = weights.length;
  const out = new Float32Array(height * to * channels);
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < to; i++) {
      const taps = weights[i]!;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let j = 0; j < taps.length; j++) sum += taps[j]! * values[(row * width + first[i]! + j) * channels + c]!;
        out[(row * to + i) * channels + c] = sum;
      }
    }
  }
  return out;
}

function alongHeight({ width, channels, values }: Image, { first, weights }: Taps): Float32Array {
  const line = width * channels;
  const out = new Float32Array(weights.length * line);
  weights.forEach((taps, i) => {
    for (let x = 0; x < line; x++) {
      let sum = 0;
      for (let j = 0; j < taps.length; j++) sum += taps[j]! * values[(first[i]! + j) * line + x]!;
      out[i * line + x] = sum;
    }
  });
  return out;
}
