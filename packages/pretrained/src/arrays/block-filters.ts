import { ndarray, type NDArray } from '@latent-paths/core';
import type { Constant } from '../graph.js';

/** The most convolutions that a grouped one becomes: with more, the calls cost more than the zeros that they save. */
const MOST_BLOCKS = 8;

/** The number of convolutions that one of so many groups becomes: its largest divisor of at most 8. */
export function blocksOf(groups: number): number {
  const divisors = Array.from({ length: MOST_BLOCKS }, (_, i) => i + 1).filter((count) => groups % count === 0);
  return Math.max(...divisors);
}

export interface Filters {
  readonly groups: number;
  readonly dilations: readonly [number, number];
}

/**
 * ONNX's filters [a, b, kh, kw] as TensorFlow.js has them, [kh′, kw′, b, a], one for each block of groups. Dilation is
 * zeros between the entries, and groups of one block do not see each other by zeros. (TensorFlow.js' convolutions know
 * no groups, and have no gradient where they are dilated.) A convolution's filters end in [inputs, outputs], a
 * transposed one's in [outputs, inputs]: for both this is [b, a].
 */
export function blockFilters({ shape, data }: Constant, { groups, dilations }: Filters): NDArray<Float32Array>[] {
  const [first, second, height, width] = shape as readonly [number, number, number, number]; // the operator saw to it
  const blocks = blocksOf(groups);
  const perBlock = groups / blocks;
  const perGroup = first / groups;
  const [tall, wide] = [(height - 1) * dilations[0] + 1, (width - 1) * dilations[1] + 1];
  const [rows, columns] = [second * perBlock, perGroup * perBlock];
  return Array.from({ length: blocks }, (_, block) => {
    const filter = new Float32Array(tall * wide * rows * columns);
    for (let column = 0; column < columns; column++) {
      const group = Math.floor(column / perGroup);
      for (let inner = 0; inner < second; inner++) {
        const row = group * second + inner;
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const from = (((block * columns + column) * second + inner) * height + y) * width + x;
            filter[((y * dilations[0] * wide + x * dilations[1]) * rows + row) * columns + column] = data[from]!;
          }
        }
      }
    }
    return ndarray([tall, wide, rows, columns], filter);
  });
}
