import type { Scalar, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Key, NamedArrays } from '@latent-paths/core';
import { interpolate, type InterpolateOptions } from '../ops/interpolate.js';
import type { ImageShape } from '../vae.js';
import type { Weights } from '../weights.js';

/** What a loss can read of a batch of path points. */
export interface LossContext {
  /** Points of the path [b, d]: what the gradient goes to. */
  readonly z: Tensor2D;
  /** The linear points ẑ = (1−α)·zA + α·zB [b, d]. */
  readonly linear: Tensor2D;
  readonly zA: Tensor2D;
  readonly zB: Tensor2D;
  /** [b, 1] */
  readonly alpha: Tensor2D;
  /** P; it is computed once per tensor, however many losses use it. */
  readonly project: (z: Tensor2D) => Tensor2D;
  /**
   * D, [b, d] → [b, h, w, c], shared as P is; this and `interpolate` are there where a path is trained, not where its
   * points are found one by one.
   */
  readonly decode?: (z: Tensor2D) => Tensor4D;
  /**
   * The path at other places: its points between other ends, at another α, [b, d] from rows as above. The gradient goes
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

/** What is drawn for every batch, besides the points, if a loss reads it. */
export type Drawn = 'pool' | 'noise' | 'level';

/** The sizes of what a loss's network may read. */
interface Spaces {
  /** d */
  readonly latentSize: number;
  readonly imageShape: ImageShape;
}

/** A network that a loss owns: trained beside the path, in the same steps, towards an objective of its own. */
export interface LossNetwork {
  /** Evaluations of P that its objective makes a point; none if left out. */
  readonly projections?: number;
  initial(spaces: Spaces, key: Key): NamedArrays;
  /** The objective of the network's weights, a mean over the batch. In it the path's points are constants. */
  objective(context: LossContext): Scalar;
}

/** What only tests need to know of a loss. */
interface LossLaws {
  /** Evaluations of D a point, besides those within P; none if left out. */
  readonly decodes?: number;
  /** The same for the objective of its network. */
  readonly networkDecodes?: number;
  /** True if the gradient is stopped on purpose: it is not the gradient of the value. */
  readonly stopsGradient?: boolean;
  /** True if the value comes from differences of nearly equal numbers: few digits of float32 are left. */
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
  /** What it reads besides the points. */
  readonly reads?: readonly Drawn[];
  readonly network?: LossNetwork;
  readonly laws?: LossLaws;
  /** Mean over the batch; sums over d. To it the weights of the loss's own network are constants. */
  value(context: LossContext): Scalar;
}

/**
 * Makes the context of one batch: adds ẑ, and shares P and D between losses.
 *
 * Call it inside the function that is differentiated: what it shares belongs to that function's tape.
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

/** A part that only some contexts have. @throws if this one does not have it */
export function required<Name extends Drawn | 'own' | 'decode' | 'interpolate'>(
  context: LossContext,
  name: Name,
): NonNullable<LossContext[Name]> {
  const value = context[name];
  if (value === undefined) throw new RangeError(`loss: expected a context with ${name}, got one of points alone`);
  return value;
}
