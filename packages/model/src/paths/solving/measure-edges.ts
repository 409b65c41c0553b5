import * as tf from '@tensorflow/tfjs-core';
import { ndarray, type NDArray } from '@latent-paths/core';
import { distance } from '../../ops/distance.js';
import { weight } from '../../weights.js';
import type { RowMap, SolverHost } from './host.js';
import type { Edges } from './neighbour-graph.js';
import { smallest } from './smallest.js';

export interface MeasureEdgesOptions {
  /** Latents, [n, d]: first the nodes, then places that are joined to nodes but not to one another. */
  readonly places: NDArray<Float32Array>;
  readonly nodes: number;
  /** The number of nearest nodes in latent space that each place is joined to. */
  readonly neighbours: number;
  /** Parts in which the decoded length is measured. */
  readonly pieces: number;
}

/**
 * Joins places to their nearest nodes, and measures each edge: the length of the decoded straight line between its
 * ends, as that of a broken line of `pieces` parts. Two nodes are joined if either is among the nearest of the other.
 */
export async function measureEdges(options: MeasureEdgesOptions, host: SolverHost): Promise<Edges> {
  const { places, pieces } = options;
  const [from, to] = await nearest(options, host);
  const lengths = new Float32Array(from.length);
  const problem: RowMap = {
    name: 'edge lengths',
    rows: { from: ndarray([from.length], from), to: ndarray([to.length], to) },
    shared: { places },
    pointsPerRow: pieces + 1,
    compute(rows, shared, { decode }) {
      const at = (name: string): tf.Tensor2D => tf.gather(weight(shared, 'places', 2), weight(rows, name, 1));
      return decodedLength(at('from'), at('to'), pieces, decode);
    },
  };
  await host.map(problem, (row, edge) => (lengths[edge] = row[0]!));
  return { from, to, lengths };
}

/** Edges to the nearest nodes, each once. */
async function nearest(
  { places, nodes, neighbours }: MeasureEdgesOptions,
  host: SolverHost,
): Promise<[from: Int32Array, to: Int32Array]> {
  const d = places.shape[1]!;
  const [from, to]: [number[], number[]] = [[], []];
  const chosen = new Set<number>();
  const problem: RowMap = {
    name: 'neighbours',
    rows: { z: places },
    shared: { nodes: ndarray([nodes, d], places.data.slice(0, nodes * d)) },
    pointsPerRow: 1,
    compute: (rows, shared) => squaredDistances(weight(rows, 'z', 2), weight(shared, 'nodes', 2)),
  };
  await host.map(problem, (row, place) => {
    for (const node of smallest(row, neighbours, place)) {
      const [a, b] = [Math.min(place, node), Math.max(place, node)];
      if (chosen.has(b * nodes + a)) continue;
      chosen.add(b * nodes + a);
      from.push(a);
      to.push(b);
    }
  });
  return [Int32Array.from(from), Int32Array.from(to)];
}

/** ‖z_i − y_j‖² as ‖z_i‖² + ‖y_j‖² − 2·z_i·y_j; [b, d] and [n, d] → [b, n]. */
function squaredDistances(z: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D {
  const squares = (x: tf.Tensor2D): tf.Tensor2D => tf.sum(tf.square(x), 1, true);
  return tf.sub(tf.add(squares(z), tf.transpose(squares(y))), tf.mul(2, tf.matMul(z, y, false, true)));
}

/** Σ‖D(z_{i+1}) − D(z_i)‖ over the straight line in `pieces` parts; [b, d] → [b]. */
function decodedLength(
  from: tf.Tensor2D,
  to: tf.Tensor2D,
  pieces: number,
  decode: (z: tf.Tensor2D) => tf.Tensor4D,
): tf.Tensor1D {
  const [b, d] = from.shape;
  const share = tf.tensor3d(
    Array.from({ length: pieces + 1 }, (_, i) => i / pieces),
    [1, pieces + 1, 1],
  );
  // [b, pieces + 1, d]
  const z = tf.add(tf.mul(tf.sub(1, share), tf.expandDims(from, 1)), tf.mul(share, tf.expandDims(to, 1)));
  const x: tf.Tensor3D = tf.reshape(decode(tf.reshape(z, [b * (pieces + 1), d])), [b, pieces + 1, -1]);
  const [before, after] = [0, 1].map((first) => tf.slice(x, [0, first, 0], [b, pieces, x.shape[2]]));
  return tf.sum(distance<tf.Tensor2D>(after!, before!), 1);
}
