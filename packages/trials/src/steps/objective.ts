import * as tf from '@tensorflow/tfjs-core';
import { type Key, mapValues, type NamedArrays, split } from '@latent-paths/core';
import type { NamedSpecs, NamedTensors, StepDefinition } from '@latent-paths/engine';
import {
  globalNorm,
  latentsOf,
  lossContext,
  valuesAndGradients,
  weight,
  type FrozenVae,
  type InterpolateOptions,
  type Drawn,
  type Loss,
  type LossContext,
  type LossNetwork,
  type Path,
  type Weights,
} from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { optimiserStep, initialOptimiser, type OptimiserSettings } from './optimiser-step.js';
import { scalar, specsOf } from './specs.js';

/** What is trained, with which path, losses and VAE. */
export interface Objective {
  readonly path: Path;
  /** Terms by name; each has a weight that comes in anew at every step. */
  readonly losses: Readonly<Record<string, Loss>>;
  readonly vae: FrozenVae;
  /** Points (pair, α) a step. */
  readonly batch: number;
}

/** `zA`, `zB` [b, d] and `alpha` [b, 1], one row per point; and what `drawsOf` names. */
function pointSpecs(objective: Objective): NamedSpecs {
  const { batch, vae } = objective;
  const rows = (width: number) => ({ shape: [batch, width], dtype: 'float32' }) as const;
  return { zA: rows(vae.latentSize), zB: rows(vae.latentSize), alpha: rows(1), ...mapValues(drawsOf(objective), rows) };
}

/** What a step is given besides the points, because a loss reads it: numbers a row, by name. */
export function drawsOf({ losses, vae }: Objective): Readonly<Record<string, number>> {
  const widths: Readonly<Record<Drawn, number>> = { pool: vae.latentSize, noise: vae.latentSize, level: 1 };
  const read = new Set(Object.values(losses).flatMap(({ reads = [] }) => reads));
  return Object.fromEntries(Object.entries(widths).filter(([name]) => read.has(name as Drawn))); // the keys of `widths`
}

function networksOf({ losses }: Objective): { readonly name: string; readonly network: LossNetwork }[] {
  return Object.entries(losses).flatMap(([name, { network }]) => (network === undefined ? [] : [{ name, network }]));
}

/**
 * All that training changes, at its start: θ as `weights/…`, the network of a loss as `loss/<name>/weights/…`, each
 * with Adam's moments; and the average of θ, where one is kept.
 */
export function initialTraining(
  objective: Objective,
  theta: NamedArrays,
  key: Key,
  settings: Pick<OptimiserSettings, 'average'> = {},
): NamedArrays {
  const owned = networksOf(objective).map(({ name, network }) =>
    under(`loss/${name}`, initialOptimiser(network.initial(objective.vae, split(key, name)))),
  );
  return Object.assign(initialOptimiser(theta, settings), ...owned);
}

/** The weights among all that training changes: no moments, no averages. */
export function weightsAmong<Value>(state: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(state).filter(([name]) => /^(loss\/[^/]+\/)?weights\//.test(name)));
}

const weightSpecs = ({ losses }: Objective): NamedSpecs =>
  under(
    'weight',
    mapValues(losses, () => scalar),
  );

type Points = Omit<LossContext, 'linear' | 'z' | 'own' | 'interpolate'>;

function pointsOf(objective: Objective, frozen: NamedTensors, inputs: NamedTensors): Points {
  const { project, decode } = objective.vae.context(within('vae', frozen));
  const points = {
    zA: weight(inputs, 'zA', 2),
    zB: weight(inputs, 'zB', 2),
    alpha: weight(inputs, 'alpha', 2),
    project,
    decode,
  };
  return { ...points, ...mapValues(drawsOf(objective), (_, name) => weight(inputs, name, 2)) };
}

/** The losses' view of a batch, interpolated by the network with weights θ. */
function contextOf(objective: Objective, theta: Weights, frozen: NamedTensors, inputs: NamedTensors): LossContext {
  const points = pointsOf(objective, frozen, inputs);
  const vae = objective.vae.context(within('vae', frozen));
  const interpolate = ({ zA, zB, alpha }: InterpolateOptions): tf.Tensor2D =>
    latentsOf(objective.path.prepare({ zA, zB }, { ...vae, weights: theta }).at(alpha));
  return lossContext({ ...points, z: interpolate(points), interpolate });
}

/** A loss's value; `weights` are all that `weightsAmong` names. */
function valueOf(name: string, loss: Loss, context: LossContext, weights: NamedTensors): tf.Scalar {
  return loss.value({ ...context, own: within(`loss/${name}/weights`, weights) });
}

function weighted(name: string, value: tf.Scalar, inputs: NamedTensors): tf.Scalar {
  return tf.mul(weight(inputs, `weight/${name}`, 0), value);
}

/**
 * One training step of a path: L = Σ_k w_k·L_k, its θ-gradient, clipping and Adam, and the same for the network of
 * every loss that owns one, in one graph. Inputs: the points, the scalars `weight/<loss>`, `learning-rate` and `step`
 * (1 for the first). Where θ is averaged, the networks of losses are not. Outputs: scalars `total`, `loss/<loss>`
 * (unweighted means over the batch), `gradient-norm` (of θ, before clipping) and `objective/<loss>`, what that loss's
 * own network descends. `start` is what `initialTraining` gives.
 */
export function trainingStep(objective: Objective, start: NamedArrays, settings: OptimiserSettings): StepDefinition {
  return {
    name: 'path-training',
    frozen: under('vae', objective.vae.weights),
    state: specsOf(start),
    inputs: { ...pointSpecs(objective), ...weightSpecs(objective), 'learning-rate': scalar, step: scalar },
    run({ frozen, state, inputs }) {
      const { values, gradients } = valuesAndGradients(within('weights', state), (current) => {
        const context = contextOf(objective, current, frozen, inputs);
        const terms = mapValues(objective.losses, (loss, name) => valueOf(name, loss, context, state));
        const total = Object.entries(terms)
          .map(([name, value]) => weighted(name, value, inputs))
          .reduce((sum, term) => tf.add(sum, term));
        return { ...under('loss', terms), total, z: context.z };
      });
      const theta = optimiserStep({ state, gradients, inputs, settings });
      const { z, ...told } = values;
      const points = pointsOf(objective, frozen, inputs);
      const owned = networksOf(objective).map(({ name, network }) => {
        const own = within(`loss/${name}`, state);
        const made = valuesAndGradients(within('weights', own), (current) => ({
          total: network.objective(lossContext({ ...points, z, own: current })),
        }));
        const { next } = optimiserStep({
          state: own,
          gradients: made.gradients,
          inputs,
          settings: { ...settings, average: undefined },
        });
        return { state: under(`loss/${name}`, next), outputs: { [`objective/${name}`]: made.values.total } };
      });
      return {
        state: Object.assign({ ...theta.next }, ...owned.map((one) => one.state)),
        outputs: Object.assign({ ...told, 'gradient-norm': theta.norm }, ...owned.map((one) => one.outputs)),
      };
    },
  };
}

/**
 * Norms of the θ-gradient of each weighted term and of their sum. Inputs as in `trainingStep` but for the rates, and
 * all weights, as `weightsAmong` names them. Outputs: the scalars `norm/<loss>` and `norm/total`.
 */
export function gradientProbe(objective: Objective, start: NamedArrays): StepDefinition {
  return {
    name: 'gradient-probe',
    frozen: under('vae', objective.vae.weights),
    state: {},
    inputs: { ...pointSpecs(objective), ...weightSpecs(objective), ...specsOf(weightsAmong(start)) },
    run({ frozen, inputs }) {
      const gradients = mapValues(
        objective.losses,
        (loss, name) =>
          valuesAndGradients(within('weights', inputs), (current) => ({
            total: weighted(name, valueOf(name, loss, contextOf(objective, current, frozen, inputs), inputs), inputs),
          })).gradients,
      );
      const total = Object.values(gradients).reduce((sum, term) => mapValues(sum, (g, name) => tf.add(g, term[name]!)));
      return { state: {}, outputs: under('norm', { ...mapValues(gradients, globalNorm), total: globalNorm(total) }) };
    },
  };
}
