import * as tf from '@tensorflow/tfjs-core';
import { integerAt, ndarray, rootKey, split, uniformAt, type NDArray } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { latentsOf, paths } from '../../src/index.js';
import { neighbourGraph, shortestRoute } from '../../src/paths/solving/neighbour-graph.js';
import { smallest } from '../../src/paths/solving/smallest.js';
import { eagerHost } from '../eager-host.js';
import { column, normal, numbers, toTensors } from '../support.js';
import { toyVae } from './toy-vae.js';

/**
 * Lengths of all shortest routes (Floyd 1962, Warshall 1962), Infinity where there is none; `length[i][j]` leads from i
 * to j.
 */
function floydWarshall(length: readonly (readonly number[])[]): number[][] {
  const shortest = length.map((row) => [...row]);
  for (let k = 0; k < length.length; k++) {
    for (let i = 0; i < length.length; i++) {
      for (let j = 0; j < length.length; j++)
        shortest[i]![j] = Math.min(shortest[i]![j]!, shortest[i]![k]! + shortest[k]![j]!);
    }
  }
  return shortest;
}

const unconnected = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 0 : Infinity)));

describe('the shortest route', () => {
  it.each([1, 2, 3, 4, 5, 6])('is as long as Floyd and Warshall say, on random graph %d', (seed) => {
    const key = split(rootKey(seed), 'graph');
    const [nodes, pairs, count] = [24, 3, 40];
    const places = nodes + 2 * pairs;
    const lengths = unconnected(places);
    const [from, to, of]: number[][] = [[], [], []];
    const join = (a: number, b: number, length: number) => {
      if (lengths[a]![b]! < Infinity || lengths[b]![a]! < Infinity) return;
      from!.push(a);
      to!.push(b);
      of!.push(Math.fround(length));
      const [start, end] = [a >= nodes && a < nodes + pairs, a >= nodes + pairs];
      if (!end) lengths[a]![b] = Math.fround(length);
      if (!start) lengths[b]![a] = Math.fround(length);
    };
    for (let i = 0; i < count; i++) {
      const [a, b] = [integerAt(key, 3 * i, nodes), integerAt(key, 3 * i + 1, nodes)];
      if (a !== b) join(a, b, uniformAt(key, 3 * i + 2));
    }
    for (let outer = nodes; outer < places; outer++)
      for (let j = 0; j < 3; j++) join(outer, integerAt(split(key, outer), j, nodes), uniformAt(split(key, -outer), j));
    const shortest = floydWarshall(lengths);

    const graph = neighbourGraph({
      nodes,
      pairs,
      edges: { from: Int32Array.from(from!), to: Int32Array.from(to!), lengths: Float32Array.from(of!) },
    });
    for (let pair = 0; pair < pairs; pair++) {
      const [start, end] = [nodes + pair, nodes + pairs + pair];
      const route = shortestRoute(graph, start, end);
      const length = route?.lengths.reduce((sum, each) => sum + each, 0) ?? Infinity;
      if (shortest[start]![end] === Infinity) expect(route).toBeNull();
      else expect(length).toBeCloseTo(shortest[start]![end]!, 6);
      route?.places.slice(1).forEach((place, i) => expect(lengths[route.places[i]!]![place]).toBe(route.lengths[i]));
    }
  });

  it('is none where nothing joins the two, and leads over no other pair’s ends', () => {
    // Node 0 – start 1 of pair 0 and end 4 of pair 1; node 0 and nothing else joins them.
    const edges = { from: Int32Array.of(0, 0, 0), to: Int32Array.of(1, 2, 4), lengths: Float32Array.of(1, 1, 1) };
    const graph = neighbourGraph({ nodes: 1, pairs: 2, edges }); // places: 0; starts 1, 2; ends 3, 4
    expect(shortestRoute(graph, 1, 4)).toEqual({ places: [1, 0, 4], lengths: [1, 1] });
    expect(shortestRoute(graph, 2, 3)).toBeNull();
    const through = neighbourGraph({
      nodes: 2,
      pairs: 2,
      edges: { from: Int32Array.of(0, 0, 1, 1), to: Int32Array.of(2, 3, 3, 4), lengths: new Float32Array(4).fill(1) },
    });
    expect(shortestRoute(through, 2, 4)).toBeNull(); // only over start 3 would one come from node 0 to node 1
  });
});

it('the nearest of some values are found, their own left out', () => {
  const values = Float32Array.of(5, 1, 4, 1, 3, 2);
  expect(smallest(values, 3, 1)).toEqual([3, 5, 4]);
  expect(smallest(values, 99, 0)).toEqual([1, 3, 5, 4, 2]);
});

describe('the path on the graph of the pool', () => {
  const [d, p] = [2, 4];
  /** D(u, v) = (u, v, 3·u·v): a saddle. */
  const decode = (z: tf.Tensor2D): tf.Tensor4D => {
    const product = tf.mul(3, tf.prod(z, 1, true));
    return tf.reshape(tf.concat([z, product], 1), [z.shape[0], 1, 1, d + 1]);
  };
  const rows = (label: string, n: number): NDArray<Float32Array> =>
    ndarray([n, d], normal(label, [n, d]).dataSync<'float32'>());
  const [pool, zA, zB] = [rows('pool', 30), rows('a', p), rows('b', p)];
  const at = ({ data }: NDArray, i: number): number[] => [...data.subarray(i * d, (i + 1) * d)];
  const squared = (x: number[], y: number[]) => x.reduce((sum, value, j) => sum + (value - y[j]!) ** 2, 0);
  const saddle = ([u, v]: number[]): number[] => [u!, v!, 3 * u! * v!];
  const length = (x: number[], y: number[], pieces: number): number => {
    const point = (i: number) => saddle(x.map((value, j) => value + (i / pieces) * (y[j]! - value)));
    return Array.from({ length: pieces }, (_, i) => Math.sqrt(squared(point(i), point(i + 1)))).reduce(
      (sum, each) => sum + each,
    );
  };

  async function solve(settings: object) {
    const path = paths.graph.build(paths.graph.schema.parse({ nodes: 30, neighbours: 4, pieces: 3, ...settings }));
    const vae = toyVae({ decode });
    const solution = toTensors(
      await path.solve!({ zA, zB }, eagerHost({ vae, alphas: Float32Array.of(0, 1), latentSize: d, pool })),
    );
    const interpolation = (alpha: number) =>
      numbers(
        latentsOf(
          path
            .prepare(
              { zA: tf.tensor2d(zA.data, [p, d]), zB: tf.tensor2d(zB.data, [p, d]) },
              { ...vae, weights: {}, solution },
            )
            .at(column(Array(p).fill(alpha))),
        ),
      );
    return { solution, interpolation };
  }

  it('is the shortest of all over the nearest neighbours, measured decoded', async () => {
    const { solution } = await solve({});
    const knots = numbers(solution['knots']!);
    const longest = solution['knots']!.shape[1]!;
    for (let pair = 0; pair < p; pair++) {
      // Nodes, then this pair's start and end.
      const places = [...Array.from({ length: 30 }, (_, i) => at(pool, i)), at(zA, pair), at(zB, pair)];
      const lengths = unconnected(32);
      places.forEach((place, i) => {
        const near = Array.from({ length: 30 }, (_, j) => j)
          .filter((j) => j !== i)
          .sort((j, k) => squared(place, places[j]!) - squared(place, places[k]!))
          .slice(0, 4);
        for (const j of near) lengths[i]![j] = lengths[j]![i] = length(place, places[j]!, 3);
      });
      const route = Array.from({ length: longest }, (_, i) =>
        knots.slice((pair * longest + i) * d, (pair * longest + i + 1) * d),
      );
      const interpolated = route
        .slice(1)
        .map((z, i) => length(route[i]!, z, 3))
        .reduce((sum, each) => sum + each, 0);
      expect(interpolated).toBeCloseTo(floydWarshall(lengths)[30]![31]!, 4);
    }
  });

  it.each(['decoded', 'latent'] as const)('is walked evenly by its %s length, from end to end exactly', async (by) => {
    const { solution, interpolation } = await solve({ by });
    const [knots, positions, longest] = [
      numbers(solution['knots']!),
      numbers(solution['positions']!),
      solution['knots']!.shape[1]!,
    ];
    expect([interpolation(0), interpolation(1)]).toEqual([[...zA.data], [...zB.data]]);
    for (let pair = 0; pair < p; pair++) {
      const route = Array.from({ length: longest }, (_, i) =>
        knots.slice((pair * longest + i) * d, (pair * longest + i + 1) * d),
      );
      const steps = route
        .slice(1)
        .map((z, i) => (by === 'decoded' ? length(route[i]!, z, 3) : Math.sqrt(squared(route[i]!, z))));
      const total = steps.reduce((sum, each) => sum + each);
      let passed = 0;
      steps.forEach((step, i) => {
        passed += step / total;
        expect(positions[pair * longest + i + 1]).toBeCloseTo(passed, 5);
      });
      // A knot is passed at its position.
      expect(interpolation(positions[pair * longest + 1]!).slice(pair * d, (pair + 1) * d)).toEqual(
        route[1]!.map((x) => expect.closeTo(x, 5)),
      );
    }
  });

  it('refuses a pair that no route joins', async () => {
    await expect(solve({ neighbours: 1 })).rejects.toThrow(
      /^graph: expected a route between the latents of every pair, got none for pair \d; raise path.neighbours \(1\) or path.nodes \(30\)$/,
    );
  });
});
