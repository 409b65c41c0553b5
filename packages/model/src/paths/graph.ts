import { z } from 'zod';
import { ndarray, type NDArray } from '@latent-paths/core';
import { untrained, type Path } from './path.js';
import { arcShares, latentLengths } from './solving/arc-length.js';
import { measureEdges } from './solving/measure-edges.js';
import { neighbourGraph, shortestRoute } from './solving/neighbour-graph.js';
import { polyline } from './solving/polyline.js';
import { solved } from './solving/solved.js';
import { definePath } from './define-path.js';

/**
 * The shortest way from zA to zB over latents of real images: nodes are latents of the training pool, each joined to
 * its nearest neighbours in latent space; an edge is as long as the decoded straight line between its ends, measured in
 * `pieces` parts; zA and zB are joined to their own neighbours. The route is followed evenly by arc length, decoded or
 * latent.
 *
 * Source: Chen et al. 2019, "Fast approximate geodesics for deep generative models". They integrate the length of an
 * edge by the decoder's Jacobian, where the length of the decoded line is measured here, and search by A*.
 * @throws RangeError if no route joins a pair: then more neighbours or more nodes are needed
 */
export const graph = definePath({
  about:
    'shortest route over latents of training images, joined to their neighbours and measured decoded: a geodesic, ' +
    'solved for each pair',
  schema: z.object({
    nodes: z.int().min(2).default(4000).describe('latents of the training pool that the route may pass'),
    neighbours: z.int().positive().default(10).describe('nearest neighbours k that each node is joined to'),
    pieces: z.int().positive().default(2).describe('parts in which the decoded length of an edge is measured'),
    by: z.literal(['decoded', 'latent']).default('decoded').describe('the arc length that α is proportional to'),
  }),
  worked: {
    parameters: { nodes: 2, neighbours: 1 },
    zA: [0, 0],
    zB: [2, 0],
    alpha: 0.5,
    pool: [
      [1, 1],
      [9, 9],
    ],
    point: [1, 1], // the route goes over the one node that is near
  },
  build: ({ nodes: count, neighbours, pieces, by }): Path => ({
    ...untrained,
    async solve(pairs, host) {
      const [p, d] = pairs.zA.shape;
      const nodes = host.sample(count);
      const places = together([nodes, pairs.zA, pairs.zB]); // nodes, then starts, then ends
      const edges = await measureEdges({ places, nodes: count, neighbours, pieces }, host);
      const network = neighbourGraph({ nodes: count, pairs: p!, edges });
      const routes = Array.from({ length: p! }, (_, pair) => {
        const route = shortestRoute(network, count + pair, count + p! + pair);
        if (route === null) {
          throw new RangeError(
            `graph: expected a route between the latents of every pair, got none for pair ${pair}; raise ` +
              `path.neighbours (${neighbours}) or path.nodes (${count})`,
          );
        }
        return route;
      });
      const longest = Math.max(...routes.map(({ places: passed }) => passed.length));
      const knots = new Float32Array(p! * longest * d!);
      const positions = new Float32Array(p! * longest);
      routes.forEach((route, pair) => {
        const along = arcShares(by === 'decoded' ? route.lengths : latentLengths(places, route.places));
        for (let i = 0; i < longest; i++) {
          const at = Math.min(i, route.places.length - 1);
          const place = route.places[at]!;
          knots.set(places.data.subarray(place * d!, (place + 1) * d!), (pair * longest + i) * d!);
          positions[pair * longest + i] = along[at]!;
        }
      });
      return { knots: ndarray([p!, longest, d!], knots), positions: ndarray([p!, longest], positions) };
    },
    prepare(_, context) {
      const [knots, positions] = [solved(context, 'knots', 3), solved(context, 'positions', 2)];
      return { at: (alpha) => ({ z: polyline({ knots, positions, alpha }) }) };
    },
  }),
});

/** The rows of arrays [n, d], one array after the other. */
function together(arrays: readonly NDArray<Float32Array>[]): NDArray<Float32Array> {
  const d = arrays[0]!.shape[1]!;
  const data = new Float32Array(arrays.reduce((sum, array) => sum + array.data.length, 0));
  let at = 0;
  for (const array of arrays) {
    data.set(array.data, at);
    at += array.data.length;
  }
  return ndarray([data.length / d, d], data);
}
