import { sampleWithoutReplacement, sizeOf, type Key } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';

export interface RealImagesOptions {
  readonly source: ImageSource;
  readonly count: number;
  /** Held-out images that are not to be taken: those of the test pool, in which the pairs end. */
  readonly except: Iterable<number>;
  readonly key: Key;
}

/**
 * Held-out images, drawn without replacement from all but some; [count, h·w·c].
 * @throws RangeError if there are not so many
 */
export function realImages({ source, count, except, key }: RealImagesOptions): Float32Array {
  const taken = new Set(except);
  const free = Int32Array.from({ length: source.size.heldOut }, (_, i) => i).filter((i) => !taken.has(i));
  if (free.length < count) {
    throw new RangeError(
      `evaluation.real: expected at most ${free.length} (${source.size.heldOut} held-out images without the ` +
        `${taken.size} of the test pool), got ${count}; ask for fewer`,
    );
  }
  const pixels = sizeOf(source.shape);
  const images = new Float32Array(count * pixels);
  sampleWithoutReplacement(key, free.length, count).forEach((at, i) =>
    source.write('heldOut', free[at]!, images, i * pixels),
  );
  return images;
}
