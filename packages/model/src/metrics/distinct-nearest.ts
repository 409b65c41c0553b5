import type { SetMetric } from './metric.js';

/** How many different real images are the nearest one, in pixels, to some image: 1 where all images are alike. */
export const distinctNearest: SetMetric = {
  about: 'number of different real images that are nearest to some image at α = ½, in pixels',
  againstReal: true,
  worked: { nearest: [7, 7, 2], value: 2 },
  value: ({ nearest }) => new Set(nearest).size,
};
