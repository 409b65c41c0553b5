import { fillNormal, ndarray, rootKey, split } from '@latent-paths/core';
import { permutation, type ImageSource } from '@latent-paths/data';
import { initialVae } from '@latent-paths/model';
import { buildSchedule, type PieceState } from '@latent-paths/specification/schedules';
import type { TrainedVaeConfig } from '@latent-paths/specification/trial';
import { initialOptimiser } from '../../steps/optimiser-step.js';
import { scalarArray } from '../../steps/specs.js';
import type { Memory, TrainingTask } from '../trainer.js';

/** What the training of the VAE reports. */
export interface VaeRow {
  readonly step: number;
  readonly reconstruction: number;
  readonly kl: number;
}

interface VaeMemory extends Memory {
  readonly learningRate: PieceState;
  readonly klWeight: PieceState;
}

/**
 * Training of the VAE on the source's training images: each epoch visits all of them in a new keyed order. Image
 * order and noise are pure functions of the step.
 */
export function vaeTask(config: TrainedVaeConfig, source: ImageSource): TrainingTask<VaeRow> {
  const { batch, images, seed } = config.training;
  const key = rootKey(seed);
  const noiseKey = split(key, 'noise');
  const orderKey = split(key, 'order');
  const learningRate = buildSchedule(config.training.learningRate);
  const klWeight = buildSchedule(config.training.klWeight);
  const steps = Math.max(1, Math.floor(images / batch));
  const count = source.size.train;
  const pixels = source.shape[0] * source.shape[1] * source.shape[2];

  let order = { epoch: -1, at: (_: number) => 0 };
  const imageAt = (position: number): number => {
    const epoch = Math.floor(position / count);
    if (order.epoch !== epoch) order = { epoch, at: permutation(split(orderKey, epoch), count).at };
    return order.at(position % count);
  };

  return {
    steps,
    initial: () => ({
      arrays: initialOptimiser(initialVae(config, source.shape, split(key, 'weights'))),
      memory: { learningRate: learningRate.init(), klWeight: klWeight.init() } satisfies VaeMemory,
    }),
    feed(step, memory) {
      // The memory is what `initial` or this function made.
      const remembered = memory as VaeMemory;
      const progress = steps === 1 ? 0 : step / (steps - 1);
      const [rate, learningRateState] = learningRate.next(remembered.learningRate, progress);
      const [weight, klWeightState] = klWeight.next(remembered.klWeight, progress);
      const x = new Float32Array(batch * pixels);
      for (let i = 0; i < batch; i++) source.write('train', imageAt(step * batch + i), x, i * pixels);
      const noise = new Float32Array(batch * config.latent);
      fillNormal(split(noiseKey, step), 0, noise);
      return {
        inputs: {
          images: ndarray([batch, ...source.shape], x),
          noise: ndarray([batch, config.latent], noise),
          'kl-weight': scalarArray(weight),
          'learning-rate': scalarArray(rate),
          step: scalarArray(step + 1),
        },
        memory: { learningRate: learningRateState, klWeight: klWeightState } satisfies VaeMemory,
      };
    },
    logs: (step) => step % 10 === 0,
    observe: async ({ step, outputs, feed }) => ({
      row: { step, reconstruction: outputs['reconstruction']!.data[0]!, kl: outputs['kl']!.data[0]! },
      memory: feed.memory,
    }),
  };
}
