import { fillUniform } from '@latent-paths/core';
import { evenAlphas } from './even-alphas.js';

/** Independent uniform α at every visit. */
export const uniform = evenAlphas({
  about: 'independent random α at every visit',
  count: 1,
  tried: 4,
  cells: [
    [0, 1],
    [0, 1],
  ],
  fill:
    (key) =>
    ({ firstPoint }, out) =>
      fillUniform(key, firstPoint, out),
});
