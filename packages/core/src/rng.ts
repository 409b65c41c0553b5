import { philox, type Key } from './philox.js';

/** The key that a user's seed stands for. `seed` is an integer in 0 … 2⁵³−1. */
export function rootKey(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed: expected an integer in 0 … 2^53−1, got ${seed}`);
  }
  return split({ k0: seed >>> 0, k1: Math.floor(seed / 2 ** 32) >>> 0 }, 'root');
}

/** FNV-1a over UTF-16 code units: folds a label into 32 bits. */
function fnv1a(label: string, offset: number): number {
  let hash = offset;
  for (let i = 0; i < label.length; i++) {
    hash ^= label.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A key for one purpose under `key`. Different labels give independent streams, whatever was drawn before. */
export function split(key: Key, label: string | number): Key {
  const text = `${typeof label}:${label}`;
  const out = new Uint32Array(4);
  philox(key, fnv1a(text, 0x811c9dc5), fnv1a(text, 0x9747b28c), text.length, 0x53504c54, out);
  return { k0: out[0]!, k1: out[1]! };
}

const scratch = new Uint32Array(4);

function drawBlock(key: Key, index: number): Uint32Array {
  philox(key, index >>> 0, Math.floor(index / 2 ** 32) >>> 0, 0, 0, scratch);
  return scratch;
}

/** Draw `index` of the stream `key`: an unsigned 32-bit integer. */
export function uint32At(key: Key, index: number): number {
  return drawBlock(key, index)[0]!;
}

/** Draw `index` of the stream `key`: uniform in [0, 1) with 53 random bits. */
export function uniformAt(key: Key, index: number): number {
  const words = drawBlock(key, index);
  return ((words[0]! >>> 5) * 67108864 + (words[1]! >>> 6)) / 9007199254740992;
}

/** Draw `index` of the stream `key`: an integer uniform in 0 … n−1 (n ≤ 2³²; bias below n/2⁵³). */
export function integerAt(key: Key, index: number, n: number): number {
  return Math.floor(uniformAt(key, index) * n);
}

/**
 * Fills `out` with independent standard normal draws (Box & Muller 1958): element i is draw `from + i` of the
 * stream, so that filling in two parts gives the same numbers as filling at once. `from` must be even.
 */
export function fillNormal(key: Key, from: number, out: Float32Array): void {
  if (from % 2 !== 0) throw new RangeError(`fillNormal: expected an even start, got ${from}`);
  for (let i = 0; i < out.length; i += 2) {
    const words = drawBlock(key, (from + i) / 2);
    const u = ((words[0]! >>> 5) * 67108864 + (words[1]! >>> 6) + 1) / 9007199254740993;
    const v = ((words[2]! >>> 5) * 67108864 + (words[3]! >>> 6)) / 9007199254740992;
    const radius = Math.sqrt(-2 * Math.log(u));
    out[i] = radius * Math.cos(2 * Math.PI * v);
    if (i + 1 < out.length) out[i + 1] = radius * Math.sin(2 * Math.PI * v);
  }
}

/** Fills `out` with independent draws uniform in [0, 1): element i is draw `from + i` of the stream. */
export function fillUniform(key: Key, from: number, out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = Math.min(uniformAt(key, from + i), 0.99999994);
}

/** The first `count` entries of a keyed shuffle of 0 … n−1 (Fisher & Yates): a sample without replacement. */
export function sampleWithoutReplacement(key: Key, n: number, count: number): Int32Array {
  if (count > n) throw new RangeError(`sampleWithoutReplacement: expected at most ${n} draws, got ${count}`);
  const all = new Int32Array(n).map((_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = i + integerAt(key, i, n - i);
    const held = all[i]!;
    all[i] = all[j]!;
    all[j] = held;
  }
  return all.slice(0, count);
}
