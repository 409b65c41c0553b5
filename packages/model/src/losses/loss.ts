import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Key, NamedArrays } from '@latent-paths/core';
import { interpolate, type InterpolateOptions } from '../ops/interpolate.js';
import type { ImageShape } from '../vae.js';
import type { Weights } from '../weights.js';

/** What a loss may see of a batch of path points. */
export interface LossContext {
  /** Points of the path [b, d]: what the gradient goes to. */
  readonly z: Tensor2D;
  /** The linear points ẑ = (1−α)·zA + α·zB [b, d]. */
  readonly linear: Tensor2D;
  readonly zA: Tensor2D;
  readonly zB: Tensor2D;
  /** [b, 1] */
  readonly alpha: Tensor2D;
  /** P; it is computed once for a tensor, however many losses ask. */
  readonly project: (z: Tensor2D) => Tensor2D;
  /**
   * D, [b, d] → [b, h, w, c], shared as P is; this and `interpolate` are there where a path is trained, not where its
   * points are found one by one.
   */
  readonly decode?: (z: Tensor2D) => Tensor4D;
  /**
   * The path elsewhere: its points between other ends, at another α, [b, d] from rows as above. The gradient goes
   * through it, too.
   */
  readonly interpolate?: (points: InterpolateOptions) => Tensor2D;
  /** Latents of the training pool, drawn at random, [b, d]; this and the two below: there where a loss `reads` them. */
  readonly pool?: Tensor2D;
  /** Independent draws from N(0, 1) [b, d]. */
  readonly noise?: Tensor2D;
  /** Independent draws, uniform in [0, 1) [b, 1]. */
  readonly level?: Tensor2D;
  /** Weights of the loss's own network, `{}` where it has none. */
  readonly own?: Weights;
}

/** What a context holds anew for every batch, besides the points, where a loss reads it. */
export type Drawn = 'pool' | 'noise' | 'level';

/** Where what a loss's network may look at lives. */
export interface Spaces {
  /** d */
  readonly latentSize: number;
  readonly imageShape: ImageShape;
}

/** A network that a loss owns: trained beside the path, in the same steps, towards an objective of its own. */
export interface LossNetwork {
  /** Evaluations of P that its objective makes a point; none if left out. */
  readonly projections?: number;
  initial(spaces: Spaces, key: Key): NamedArrays;
  /** What the network's weights descend, a mean over the batch. To it the path's points are constants. */
  objective(context: LossContext): Scalar;
}

/** What tests alone ask of a loss. */
interface LossLaws {
  /** Evaluations of D a point, besides those within P; none if left out. */
  readonly decodes?: number;
  /** The same for the objective of its network. */
  readonly networkDecodes?: number;
  /** True where the gradient stops on the way by intention: it is not that of the value. */
  readonly stopsGradient?: boolean;
  /** True where the value is made of differences of nearly equal numbers: few digits of float32 are left. */
  readonly cancels?: boolean;
}

/** A term of the objective. */
export interface Loss {
  /** Evaluations of P a point; those at `context.z` are shared by all losses of a batch. */
  readonly projections: number;
  /**
   * What the value is over a batch: the mean of a number for each point, if left out; `batch`: no such mean;
   * `pairs`: a statistic over the batch’s pairs, whose expectation changes with their number.
   */
  readonly of?: 'batch' | 'pairs';
  /** What it needs to see besides the points. */
  readonly reads?: readonly Drawn[];
  readonly network?: LossNetwork;
  readonly laws?: LossLaws;
  /** Mean over the batch; sums over d. To it the weights of the loss's own network are constants. */
  value(context: LossContext): Scalar;
}

/**
 * Makes the context of one batch: adds ẑ, and shares P and D between losses.
 *
 * To be called inside the function that is differentiated: what it shares belongs to that function's tape.
 */
export function lossContext(options: Omit<LossContext, 'linear'>): LossContext {
  return {
    ...options,
    linear: interpolate(options),
    project: shared(options.project),
    ...(options.decode && { decode: shared(options.decode) }),
  };
}

/** The same map, which computes only once for a tensor. */
function shared<Image>(map: (z: Tensor2D) => Image): (z: Tensor2D) => Image {
  const images = new Map<Tensor2D, Image>();
  return (z) => {
    const known = images.get(z);
    if (known !== undefined) return known;
    const made = map(z);
    images.set(z, made);
    return made;
  };
}

/** What only some contexts have. @throws if this one has it not */
export function required<Name extends Drawn | 'own' | 'decode' | 'interpolate'>(
  context: LossContext,
  name: Name,
): NonNullable<LossContext[Name]> {
  const value = context[name];
  if (value === undefined) throw new RangeError(`loss: expected a context with ${name}, got one of points alone`);
  return value;
}
