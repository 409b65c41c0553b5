/**
 * Counter-based random numbers: Philox 4×32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
 *
 * A `Key` names a stream; block i of a stream is a pure function of (key, i). Nothing has hidden state, so any
 * draw can be made again from its position alone: a run that resumes needs to remember a cursor and no more.
 */
export interface Key {
  readonly k0: number;
  readonly k1: number;
}

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;

/** High 32 bits of the unsigned product a·b. */
function mulhi(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const mid = a1 * b0 + ((a0 * b0) >>> 16);
  const carry = a0 * b1 + (mid & 0xffff);
  return (a1 * b1 + Math.floor(mid / 65536) + Math.floor(carry / 65536)) >>> 0;
}

/** Philox 4×32-10 of the counter (c0, c1, c2, c3), written to `out` as four unsigned 32-bit numbers. */
export function philox(key: Key, c0: number, c1: number, c2: number, c3: number, out: Uint32Array): void {
  let { k0, k1 } = key;
  for (let round = 0; round < ROUNDS; round++) {
    const n0 = mulhi(M1, c2) ^ c1 ^ k0;
    const n1 = Math.imul(M1, c2);
    const n2 = mulhi(M0, c0) ^ c3 ^ k1;
    const n3 = Math.imul(M0, c0);
    c0 = n0 >>> 0;
    c1 = n1 >>> 0;
    c2 = n2 >>> 0;
    c3 = n3 >>> 0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}
