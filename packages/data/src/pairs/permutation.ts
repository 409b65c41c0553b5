import { integerAt, split, type Key } from '@latent-paths/core';

/** A permutation of 0 … n−1 that is computed, not stored. */
export interface Permutation {
  readonly size: number;
  /** The image of `index`. */
  at(index: number): number;
  /** The index whose image this is. */
  inverse(image: number): number;
}

/** Even, so that both halves are mixed equally. */
const ROUNDS = 8;

/**
 * The permutation of 0 … n−1 that `key` names, in O(1) memory: a Feistel network over digits x = left·q + right,
 * p·q ≥ n, whose rounds add a keyed function of one digit to the other, left′ = left + F_r(right) mod p (Black &
 * Rogaway 2002, "Ciphers with arbitrary finite domains", §5), and cycle walking: what falls outside 0 … n−1 goes
 * round again. With p = ⌈√n⌉ fewer than p of the p·q values lie outside, so that walks are rare.
 *
 * @throws if `size` is no integer in 1 … 2⁵⁰
 */
export function permutation(key: Key, size: number): Permutation {
  if (!Number.isInteger(size) || size < 1 || size > 2 ** 50) {
    throw new RangeError(`permutation: expected a size in 1 … 2^50, got ${size}`);
  }
  const p = Math.ceil(Math.sqrt(size));
  const q = Math.ceil(size / p);
  const keys = Array.from({ length: ROUNDS }, (_, round) => split(key, round));

  const forward = (x: number): number => {
    let left = Math.floor(x / q);
    let right = x % q;
    for (let round = 0; round < ROUNDS; round += 2) {
      left = (left + integerAt(keys[round]!, right, p)) % p;
      right = (right + integerAt(keys[round + 1]!, left, q)) % q;
    }
    return left * q + right;
  };

  const backward = (x: number): number => {
    let left = Math.floor(x / q);
    let right = x % q;
    for (let round = ROUNDS - 2; round >= 0; round -= 2) {
      right = (right + q - integerAt(keys[round + 1]!, left, q)) % q;
      left = (left + p - integerAt(keys[round]!, right, p)) % p;
    }
    return left * q + right;
  };

  const walk = (step: (x: number) => number, from: number): number => {
    if (!Number.isInteger(from) || from < 0 || from >= size) {
      throw new RangeError(`permutation: expected an index in 0 … ${size - 1}, got ${from}`);
    }
    let x = step(from);
    while (x >= size) x = step(x);
    return x;
  };

  return { size, at: (index) => walk(forward, index), inverse: (image) => walk(backward, image) };
}
