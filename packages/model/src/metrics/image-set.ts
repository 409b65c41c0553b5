import type { Images, ImageSet } from './metric.js';
import { neighboursOf } from './neighbours.js';

/**
 * Images with how they lie among real ones, which several metrics share.
 * @throws RangeError if there are fewer than two images of either kind, or arrays that do not match
 */
export function imageSet(images: Images): ImageSet {
  const { middles, nearest, features, realFeatures, featureSize } = images;
  const n = nearest.length;
  if (n < 2 || features.length !== n * featureSize) {
    throw new RangeError(
      `imageSet: expected ${featureSize} features of each of two images or more, got ${features.length} of ${n}`,
    );
  }
  if (realFeatures.length < 2 * featureSize || realFeatures.length % featureSize !== 0) {
    throw new RangeError(
      `imageSet: expected ${featureSize} features of each of two real images or more, got ${realFeatures.length}`,
    );
  }
  if (middles !== null && (middles.path.length !== n * middles.size || middles.linear.length !== n * middles.size)) {
    throw new RangeError(
      `imageSet: expected ${n} middles of ${middles.size} numbers, got ${middles.path.length} and ` +
        `${middles.linear.length} numbers`,
    );
  }
  return { ...images, neighbours: neighboursOf(features, realFeatures, featureSize) };
}
