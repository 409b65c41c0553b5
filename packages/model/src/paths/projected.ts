import { z } from 'zod';
import { interpolate } from '../ops/interpolate.js';
import { untrained, type Path } from './path.js';
import { definePath } from './define-path.js';

/**
 * z = Pᵏ(ẑ): the straight line, projected k times by P = E∘D. It needs no training. It also moves the endpoints,
 * because P contracts.
 */
export const projected = definePath({
  about: 'the straight line, projected onto the learned manifold by P = E∘D, once or several times',
  schema: z.object({ times: z.int().positive().default(1).describe('how often P is applied') }),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, point: [0.5, 1] },
  build: ({ times }): Path => ({
    ...untrained,
    projections: times,
    prepare: (pairs, { project }) => ({
      at(alpha) {
        let z = interpolate({ ...pairs, alpha });
        for (let k = 0; k < times; k++) z = project(z);
        return { z };
      },
    }),
  }),
});
