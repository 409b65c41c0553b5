import { split, uniformAt, type Factor, type Key } from '@latent-paths/core';
import { z } from 'zod';
import { checkImageIndex, type ImageSource } from './source.js';

/** How many images a source makes: parameters of every source that renders them. */
export const renderedCounts = {
  train: z.int().positive().default(200_000).describe('distinct images to train on'),
  heldOut: z.int().positive().default(10_000).describe('distinct images that are held out from all training'),
};

export interface RenderedOptions extends Pick<ImageSource, 'shape' | 'factors' | 'render'> {
  /** Named in errors. */
  readonly kind: string;
  readonly train: number;
  readonly heldOut: number;
  readonly key: Key;
}

/**
 * A source of images rendered from independent uniform factors: image i of a part is a pure function of the key, the
 * part and i.
 */
export function renderedSource({ kind, shape, factors, render, train, heldOut, key }: RenderedOptions): ImageSource {
  const size = { train, heldOut };
  const streams = { train: split(key, 'train'), heldOut: split(key, 'heldOut') };
  const factorsOf: ImageSource['factorsOf'] = (part, index) => {
    checkImageIndex(kind, size, part, index);
    return Float64Array.from(factors, (factor, i) =>
      factorAt(factor, uniformAt(streams[part], index * factors.length + i)),
    );
  };
  return {
    shape,
    size,
    factors,
    factorsOf,
    render,
    write: (part, index, out, offset) => render(factorsOf(part, index), out, offset),
  };
}

/** Where a uniform draw u in [0, 1) lies in the factor's range. */
function factorAt(factor: Factor, u: number): number {
  const [low, high] = factor.range;
  return factor.kind === 'categorical' ? low + Math.floor(u * (high - low + 1)) : low + u * (high - low);
}
