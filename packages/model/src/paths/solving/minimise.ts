import * as tf from '@tensorflow/tfjs-core';
import { ndarray, type NamedArrays, type NDArray } from '@latent-paths/core';
import { valuesAndGradients } from '../../gradients.js';
import { adamStep, initialAdam } from '../../optimisers/adam.js';
import type { Weights } from '../../weights.js';
import type { VaeContext } from '../vae-context.js';

/** Many small problems of one form, each with a row of unknowns, to be minimised by Adam at once. */
export interface Minimisation {
  /** Named in errors. */
  readonly name: string;
  /** What is known of each row, [n, …]. */
  readonly rows: NamedArrays;
  /** The unknowns at the start, [n, …]. */
  readonly start: NDArray<Float32Array>;
  /** Latents that are decoded for one row: says how many rows fit in memory at once. */
  readonly pointsPerRow: number;
  /** Sum over b rows of what is minimised for each row by itself; unknowns [b, …]. */
  objective(unknowns: tf.Tensor, rows: Weights, vae: VaeContext): tf.Scalar;
  readonly iterations: number;
  /** Adam's rate after a share of the iterations. */
  readonly learningRate: (progress: number) => number;
  /** A row stops when no entry of its gradient is this large; with 0 it never stops. */
  readonly tolerance: number;
}

/** A descent after which neither the objective nor its gradient was smaller than before, or no longer finite. */
class SolverDiverged extends Error {
  override readonly name = 'SolverDiverged';
}

const UNKNOWNS = 'unknowns';

/** The state of a descent before its first iteration: the unknowns, Adam's moments, and which rows `move` [b], all. */
export function initialMinimiser(start: NDArray): NamedArrays {
  const { shape } = start;
  return {
    [UNKNOWNS]: start,
    ...initialAdam({ [UNKNOWNS]: start }),
    move: ndarray([shape[0]!], new Float32Array(shape[0]!).fill(1)),
  };
}

export interface MinimiserStepOptions {
  /** Of `initialMinimiser`, or of the iteration before. */
  readonly state: Weights;
  readonly rows: Weights;
  readonly learningRate: tf.Scalar;
  /** Number of the iteration, 1 for the first. */
  readonly step: tf.Scalar;
  readonly vae: VaeContext;
}

/** What an iteration reports, for the unknowns before it. */
export interface MinimiserOutputs {
  /** Summed over all rows. */
  readonly objective: tf.Scalar;
  /** Squared norm of the gradient, over the rows that move. */
  readonly gradient: tf.Scalar;
  /** How many rows move. */
  readonly moving: tf.Scalar;
}

/** One iteration of Adam on every row that moves. A row that has stopped does not move. */
export function minimiserStep(
  problem: Minimisation,
  options: MinimiserStepOptions,
): { readonly state: Weights; readonly outputs: MinimiserOutputs } {
  const { state, rows, learningRate, step, vae } = options;
  const { move, [UNKNOWNS]: unknowns, ...moments } = state;
  const { values, gradients } = valuesAndGradients({ [UNKNOWNS]: unknowns! }, (at) => ({
    total: problem.objective(at[UNKNOWNS]!, rows, vae),
  }));
  const flat = tf.reshape<tf.Rank.R2>(gradients[UNKNOWNS]!, [unknowns!.shape[0]!, -1]); // [b, …]
  const moves: tf.Tensor1D = tf.mul(
    move!,
    tf.cast(tf.greaterEqual(tf.max(tf.abs(flat), 1), problem.tolerance), 'float32'),
  );
  const next = adamStep({ weights: { [UNKNOWNS]: unknowns! }, gradients, moments, learningRate, step });
  const mask = tf.reshape(moves, [unknowns!.shape[0]!, ...unknowns!.shape.slice(1).map(() => 1)]);
  return {
    state: {
      ...next.moments,
      [UNKNOWNS]: tf.add(unknowns!, tf.mul(mask, tf.sub(next.weights[UNKNOWNS]!, unknowns!))),
      move: moves,
    },
    outputs: {
      objective: values.total,
      gradient: tf.sum(tf.mul(moves, tf.sum(tf.square(flat), 1))),
      moving: tf.sum(moves),
    },
  };
}

/** An iteration made ready to run many times: it keeps the state. */
export interface MinimiserProgram {
  /** Runs one iteration of `minimiserStep`; the outputs as numbers. */
  run(learningRate: number, step: number): Promise<Readonly<Record<keyof MinimiserOutputs, number>>>;
  unknowns(): NDArray<Float32Array>;
}

/**
 * Iterates until all rows have stopped, or the iterations are used up.
 * @throws SolverDiverged if a number is not finite, or where neither the objective nor its gradient fell
 */
export async function runMinimiser(
  { name, iterations, learningRate }: Minimisation,
  program: MinimiserProgram,
): Promise<NDArray<Float32Array>> {
  const refuse = (got: string) =>
    new SolverDiverged(
      `${name}: expected a descent to a minimum, got ${got}; lower the learning rate, or choose another gradient`,
    );
  let first: Awaited<ReturnType<MinimiserProgram['run']>> | undefined;
  for (let i = 0; i < iterations; i++) {
    const told = await program.run(learningRate(i / iterations), i + 1);
    if (!Number.isFinite(told.objective) || !Number.isFinite(told.gradient))
      throw refuse(`an objective of ${told.objective} after ${i} iterations`);
    first ??= told;
    if (told.moving === 0) break;
    if (i === iterations - 1 && told.objective > first.objective && told.gradient > first.gradient) {
      const [from, to] = [first, told].map(
        ({ objective, gradient }) => `${objective.toPrecision(3)} and a squared gradient of ${gradient.toPrecision(3)}`,
      );
      throw refuse(`an objective of ${from} before, ${to} after ${i} iterations`);
    }
  }
  return program.unknowns();
}
