import { decodedLength } from './decoded-length.js';
import type { PathMetric } from './metric.js';
import { gap } from './rows.js';

/**
 * L / ‖D(zA) − D(zB)‖, L the decoded length: near 0 the path ignores α; a path that joins its ends has at least 1.
 * Not defined where both real ends decode to one image.
 */
export const alphaSensitivity: PathMetric = {
  about: 'length of the decoded path relative to the distance between the decodings of the real endpoints',
  worked: {
    frames: [
      [0, 0],
      [3, 0],
      [3, 4],
    ],
    value: 7 / 5,
  },
  value(path) {
    const distance = gap(path.decodedA, path.decodedB);
    return distance === 0 ? null : decodedLength.value(path)! / distance;
  },
};
