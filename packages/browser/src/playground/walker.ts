import type { PlaygroundData } from './data.js';
import type { GraphProgram } from './graph-program.js';

/** One point of a path, and of the straight line between the same latents. */
interface Step {
  /** [h·w·c], values as D gives them */
  readonly frame: Float32Array;
  readonly line: Float32Array;
  /** ‖z − P(z)‖²; null where the path has no latents. */
  readonly reprojection: number | null;
  readonly lineReprojection: number;
}

/** The trial's network between any two latents. */
export interface Walker {
  step(from: Float32Array, to: Float32Array, alpha: number): Promise<Step>;
  /** D(z) of latents, one picture each. */
  decode(latents: readonly Float32Array[]): Promise<Float32Array[]>;
  /** E(x) of values 0…1, [h·w·c] */
  encode(image: Float32Array): Promise<Float32Array>;
}

export interface WalkerPrograms {
  readonly walk: GraphProgram;
  readonly decode: GraphProgram;
  readonly encode: GraphProgram;
}

export function walkerOf(
  { walk, decode, encode }: WalkerPrograms,
  { walk: graph, decode: many }: PlaygroundData,
): Walker {
  const isLine = graph.outputs['line'] === undefined;
  const rows = many.inputs['alpha']!.shape[0]!;
  return {
    async step(zA, zB, alpha) {
      const made = await walk.run({ zA, zB, alpha: Float32Array.of(alpha) });
      const own = made['reprojection'];
      return {
        frame: made['frames']!,
        line: made[isLine ? 'frames' : 'line']!,
        reprojection: own === undefined ? null : own[0]!,
        lineReprojection: made[isLine ? 'reprojection' : 'lineReprojection']![0]!,
      };
    },
    async decode(latents) {
      const pictures: Float32Array[] = [];
      for (let first = 0; first < latents.length; first += rows) {
        const some = latents.slice(first, first + rows);
        const ends = new Float32Array(rows * some[0]!.length);
        some.forEach((latent, i) => ends.set(latent, i * latent.length));
        const { image } = await decode.run({ z_a: ends, z_b: ends, alpha: new Float32Array(rows) });
        const size = image!.length / rows;
        some.forEach((_, i) => pictures.push(image!.slice(i * size, (i + 1) * size)));
      }
      return pictures;
    },
    async encode(images) {
      const { latents } = await encode.run({ images });
      return latents!;
    },
  };
}

/** The latent at (u, v) between four corners: (1−v)·((1−u)·zA + u·zB) + v·((1−u)·zC + u·zD). */
export function bilinear(corners: readonly Float32Array[], u: number, v: number): Float32Array {
  const weights = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
  return corners[0]!.map((_, k) => corners.reduce((sum, corner, i) => sum + weights[i]! * corner[k]!, 0));
}
