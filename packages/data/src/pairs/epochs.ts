import { split, type Key } from '@latent-paths/core';
import { permutation } from './permutation.js';

/**
 * A function from positions 0, 1, 2, … to 0 … n−1 that visits every index once in each epoch of n positions, in an
 * order of its own. It keeps the last epoch's permutation only for speed: its values depend on the position alone.
 */
export function epochs(key: Key, n: number): (position: number) => number {
  let epoch = 0;
  let order = permutation(split(key, epoch), n);
  return (position) => {
    const wanted = Math.floor(position / n);
    if (wanted !== epoch) {
      epoch = wanted;
      order = permutation(split(key, epoch), n);
    }
    return order.at(position - epoch * n);
  };
}
