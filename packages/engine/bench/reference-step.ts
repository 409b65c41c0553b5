import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { NamedSpecs, NamedTensors, StepArguments, StepDefinition } from '../src/step.js';
import { referenceBatch, referenceFrozen, referenceInputs, referenceState, referenceTheta } from './reference-data.js';
import type { ReferenceSizes } from './reference-sizes.js';

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

function specsOf(arrays: NamedArrays): NamedSpecs {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      { shape, dtype: data instanceof Int32Array ? 'int32' : 'float32' },
    ]),
  );
}

/** The layer `name` of `weights`: `apply(x, weight) + bias`. */
function layer<X extends Tensor>(
  weights: NamedTensors,
  name: string,
  x: X,
  apply: (x: X, weight: Tensor) => Tensor,
): Tensor {
  return tf.add(apply(x, weights[`${name}/weight`]!), weights[`${name}/bias`]!);
}

const project = (x: Tensor, weight: Tensor) => tf.matMul(x, weight);
// Ranks below are those of the layers' declared shapes, which the Tensor type of a NamedTensors does not carry.
const reduce = (x: Tensor, filter: Tensor) => tf.conv2d(x as Tensor4D, filter as Tensor4D, 2, 'same');
const enlarge = (x: Tensor, filter: Tensor) => {
  const [b, height, width] = x.shape as [number, number, number, number];
  return tf.conv2dTranspose(x as Tensor4D, filter as Tensor4D, [b, 2 * height, 2 * width, filter.shape[2]!], 2, 'same');
};

function silu(x: Tensor): Tensor {
  return tf.mul(x, tf.sigmoid(x));
}

function interpolate(theta: NamedTensors, zA: Tensor, zB: Tensor, alpha: Tensor): Tensor {
  let h: Tensor = tf.concat([zA, zB, alpha] as Tensor2D[], 1); // [b, 2d + 1]
  for (const name of ['path1', 'path2', 'path3']) h = silu(layer(theta, name, h, project));
  return layer(theta, 'path4', h, project); // [b, d]
}

function decode(frozen: NamedTensors, z: Tensor): Tensor {
  const h = tf.relu(layer(frozen, 'decoder1', z, project)); // [b, 16c]
  let x: Tensor = tf.reshape(h, [h.shape[0]!, 4, 4, h.shape[1]! / 16]);
  for (const name of ['decoder2', 'decoder3']) x = tf.relu(layer(frozen, name, x, enlarge));
  return tf.sigmoid(layer(frozen, 'decoder4', x, enlarge)); // [b, 32, 32, 3]
}

function encode(frozen: NamedTensors, image: Tensor): Tensor {
  let x = image;
  for (const name of ['encoder1', 'encoder2', 'encoder3']) x = tf.relu(layer(frozen, name, x, reduce)); // [b, 4, 4, c]
  return layer(frozen, 'encoder4', tf.reshape(x, [x.shape[0]!, -1]), project); // [b, d]
}

/** mean over the batch of ‖a − b‖² */
function squaredDistance(a: Tensor, b: Tensor): Scalar {
  const difference = tf.sub(a, b);
  return tf.mean(tf.sum(tf.mul(difference, difference), 1));
}

interface Losses {
  /** ‖z − E(D(z))‖², z = I_θ(zA, zB, α) */
  readonly reprojection: Scalar;
  /** ‖z − ((1−α)zA + αzB)‖² */
  readonly attraction: Scalar;
  /** reprojection + λ·attraction */
  readonly total: Scalar;
}

function lossesOf(theta: NamedTensors, frozen: NamedTensors, inputs: NamedTensors): Losses {
  const [zA, zB, alpha] = [inputs['zA']!, inputs['zB']!, inputs['alpha']!];
  const z = interpolate(theta, zA, zB, alpha);
  const reprojection = squaredDistance(z, encode(frozen, decode(frozen, z)));
  const attraction = squaredDistance(z, tf.add(zA, tf.mul(alpha, tf.sub(zB, zA))));
  return { reprojection, attraction, total: tf.add(reprojection, tf.mul(inputs['attraction']!, attraction)) };
}

/** The losses and their gradient with respect to θ, by name. */
function gradientsOf(theta: NamedTensors, frozen: NamedTensors, inputs: NamedTensors) {
  const names = Object.keys(theta);
  const held: { losses?: Losses } = {};
  const { value, grads } = tf.valueAndGrads((...weights: Tensor[]) => {
    const { reprojection, attraction, total } = lossesOf(
      Object.fromEntries(names.map((name, i) => [name, weights[i]!])),
      frozen,
      inputs,
    );
    held.losses = { reprojection: tf.keep(reprojection), attraction: tf.keep(attraction), total };
    return total;
  })(names.map((name) => theta[name]!));
  const { reprojection, attraction } = held.losses!;
  const outputs = { reprojection: tf.clone(reprojection), attraction: tf.clone(attraction), total: value };
  tf.dispose([reprojection, attraction]);
  return { outputs, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
}

/**
 * Adam on every weight (Kingma & Ba 2015, algorithm 1), the bias corrections left to scalars as in the remark after it.
 */
function adam(theta: NamedTensors, gradients: NamedTensors, state: NamedTensors, rate: Tensor): Record<string, Tensor> {
  // 1 − β^t as the same running mean of ones that m and v are of g and g²: it loses no digits at small t.
  const runningMean = (before: Tensor, beta: number, x: Tensor | number) =>
    tf.add(tf.mul(before, beta), tf.mul(x, 1 - beta));
  const correction1 = runningMean(state['correction1']!, ADAM.beta1, 1);
  const correction2 = runningMean(state['correction2']!, ADAM.beta2, 1);
  const scaledRate = tf.div(tf.mul(rate, tf.sqrt(correction2)), correction1);
  const floor = tf.mul(tf.sqrt(correction2), ADAM.epsilon);
  const next: Record<string, Tensor> = { correction1, correction2 };
  for (const name of Object.keys(theta)) {
    const g = gradients[name]!;
    const m = runningMean(state[`m/${name}`]!, ADAM.beta1, g);
    const v = runningMean(state[`v/${name}`]!, ADAM.beta2, tf.mul(g, g));
    next[name] = tf.sub(theta[name]!, tf.mul(scaledRate, tf.div(m, tf.add(tf.sqrt(v), floor))));
    next[`m/${name}`] = m;
    next[`v/${name}`] = v;
  }
  return next;
}

/**
 * The step by which engines are measured: θ ← Adam(θ, ∇_θ L), L = ‖z − E(D(z))‖² + λ·‖z − ẑ‖², z = I_θ(zA, zB, α).
 * Bare TensorFlow.js ops, so that any engine and any peer can run it. Outputs: reprojection, attraction, total.
 */
export function referenceStep(sizes: ReferenceSizes): StepDefinition {
  const names = Object.keys(referenceTheta(sizes));
  return {
    name: 'reference-step',
    frozen: referenceFrozen(sizes),
    state: specsOf(referenceState(sizes)),
    inputs: specsOf(referenceInputs(sizes)),
    run({ frozen, state, inputs }: StepArguments) {
      const theta = Object.fromEntries(names.map((name) => [name, state[name]!]));
      const { outputs, gradients } = gradientsOf(theta, frozen, inputs);
      return { state: adam(theta, gradients, state, inputs['rate']!), outputs };
    },
  };
}

/**
 * The reference step's losses and θ-gradient alone: inputs are θ and the batch, outputs the losses and
 * `gradient/<name>`.
 */
export function referenceGradient(sizes: ReferenceSizes): StepDefinition {
  const theta = referenceTheta(sizes);
  const names = Object.keys(theta);
  return {
    name: 'reference-gradient',
    frozen: referenceFrozen(sizes),
    state: {},
    inputs: specsOf({ ...theta, ...referenceBatch(sizes) }),
    run({ frozen, inputs }: StepArguments) {
      const weights = Object.fromEntries(names.map((name) => [name, inputs[name]!]));
      const { outputs, gradients } = gradientsOf(weights, frozen, inputs);
      const named = Object.fromEntries(names.map((name) => [`gradient/${name}`, gradients[name]!]));
      return { state: {}, outputs: { ...outputs, ...named } };
    },
  };
}
