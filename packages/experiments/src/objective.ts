import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { NamedSpecs, NamedTensors, StepDefinition } from '@latent-paths/engine';
import {
  globalNorm,
  latentsOf,
  lossContext,
  vaeContext,
  valuesAndGradients,
  weight,
  type ImageShape,
  type Loss,
  type LossContext,
  type Path,
  type Weights,
} from '@latent-paths/model';
import { mapValues, under, within } from './names.js';
import { descend, initialDescent, type DescentSettings } from './steps/descent.js';
import { scalar, specsOf } from './steps/specs.js';

/** What is trained, on what, towards what. */
export interface Objective {
  readonly path: Path;
  /** Terms by name; each has a weight that comes in anew at every step. */
  readonly losses: Readonly<Record<string, Loss>>;
  /** Weights of the frozen VAE. */
  readonly vae: NamedArrays;
  readonly imageShape: ImageShape;
  readonly latentSize: number;
  /** Points (pair, α) a step. */
  readonly batch: number;
}

/** `zA`, `zB` [b, d] and `alpha` [b, 1]: one row a point. */
function pointSpecs({ batch, latentSize }: Objective): NamedSpecs {
  return {
    zA: { shape: [batch, latentSize], dtype: 'float32' },
    zB: { shape: [batch, latentSize], dtype: 'float32' },
    alpha: { shape: [batch, 1], dtype: 'float32' },
  };
}

const weightSpecs = ({ losses }: Objective): NamedSpecs => under('weight', mapValues(losses, () => scalar));

/** The losses' view of a batch, walked by the network with weights θ. */
function contextOf(objective: Objective, theta: Weights, frozen: NamedTensors, inputs: NamedTensors): LossContext {
  const vae = vaeContext({ weights: within('vae', frozen), imageShape: objective.imageShape });
  const points = { zA: weight(inputs, 'zA', 2), zB: weight(inputs, 'zB', 2), alpha: weight(inputs, 'alpha', 2) };
  const z = latentsOf(objective.path.prepare(points, { ...vae, weights: theta }).at(points.alpha));
  return lossContext({ ...points, z, project: vae.project });
}

function weighted(name: string, value: tf.Scalar, inputs: NamedTensors): tf.Scalar {
  return tf.mul(weight(inputs, `weight/${name}`, 0), value);
}

/**
 * One training step of a path: L = Σ_k w_k·L_k, its θ-gradient, clipping and Adam in one graph. Inputs: the points,
 * the scalars `weight/<loss>`, `learning-rate` and `step` (1 for the first). Outputs: scalars `total`, `loss/<loss>`
 * (unweighted means over the batch) and `gradient-norm` (before clipping).
 */
export function trainingStep(objective: Objective, theta: NamedArrays, settings: DescentSettings): StepDefinition {
  return {
    name: 'path-training',
    frozen: under('vae', objective.vae),
    state: specsOf(initialDescent(theta)),
    inputs: { ...pointSpecs(objective), ...weightSpecs(objective), 'learning-rate': scalar, step: scalar },
    run({ frozen, state, inputs }) {
      const { values, gradients } = valuesAndGradients(within('weights', state), (current) => {
        const context = contextOf(objective, current, frozen, inputs);
        const terms = mapValues(objective.losses, (loss) => loss.value(context));
        const total = Object.entries(terms)
          .map(([name, value]) => weighted(name, value, inputs))
          .reduce((sum, term) => tf.add(sum, term));
        return { total, ...under('loss', terms) };
      });
      const { next, norm } = descend({ state, gradients, inputs, settings });
      return { state: next, outputs: { ...values, 'gradient-norm': norm } };
    },
  };
}

/**
 * Norms of the θ-gradient of each weighted term and of their sum. Inputs as in `trainingStep` but for the rates, and
 * θ as `weights/…`. Outputs: the scalars `norm/<loss>` and `norm/total`.
 */
export function gradientProbe(objective: Objective, theta: NamedArrays): StepDefinition {
  return {
    name: 'gradient-probe',
    frozen: under('vae', objective.vae),
    state: {},
    inputs: { ...pointSpecs(objective), ...weightSpecs(objective), ...under('weights', specsOf(theta)) },
    run({ frozen, inputs }) {
      const gradients = mapValues(
        objective.losses,
        (loss, name) =>
          valuesAndGradients(within('weights', inputs), (current) => ({
            total: weighted(name, loss.value(contextOf(objective, current, frozen, inputs)), inputs),
          })).gradients,
      );
      const total = Object.values(gradients).reduce((sum, term) => mapValues(sum, (g, name) => tf.add(g, term[name]!)));
      return { state: {}, outputs: under('norm', { ...mapValues(gradients, globalNorm), total: globalNorm(total) }) };
    },
  };
}

