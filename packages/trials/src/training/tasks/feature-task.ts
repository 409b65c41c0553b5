import { fillNormal, integerAt, ndarray, rootKey, sizeOf, split } from '@latent-paths/core';
import { permutation, type ImageSource } from '@latent-paths/data';
import { initialFeatureNetwork } from '@latent-paths/model';
import { buildSchedule, type PieceState } from '@latent-paths/specification/schedules';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { initialOptimiser } from '../../steps/optimiser-step.js';
import { scalarArray } from '../../steps/specs.js';
import type { Memory, TrainingTask } from '../trainer.js';

/**
 * Normal draws that the noise of all images is cut from: at another keyed place for each, which is cheaper than drawing
 * anew.
 */
const NOISE = 1 << 20;

/** What the training of the feature network reports. */
export interface FeatureRow {
  readonly step: number;
  readonly total: number;
}

interface FeatureMemory extends Memory {
  readonly learningRate: PieceState;
}

/** Training of the network whose features images are compared in, on the source's training images in a keyed order. */
export function featureTask(
  config: TrialConfig['evaluation']['features'],
  source: Pick<ImageSource, 'shape' | 'size' | 'write'>,
): TrainingTask<FeatureRow> {
  const { batch, images, seed } = config.training;
  const key = rootKey(seed);
  const learningRate = buildSchedule(config.training.learningRate);
  const steps = Math.max(1, Math.floor(images / batch));
  const pixels = sizeOf(source.shape);
  const order = permutation(split(key, 'order'), source.size.train);
  const places = split(key, 'noise places');
  const draws = new Float32Array(NOISE + pixels);
  fillNormal(split(key, 'noise'), 0, draws);
  const noise = draws.map((draw) => config.noise * draw);

  return {
    steps,
    initial: () => ({
      arrays: initialOptimiser(initialFeatureNetwork(config, source.shape, split(key, 'weights'))),
      memory: { learningRate: learningRate.init() } satisfies FeatureMemory,
    }),
    feed(step, memory) {
      // The memory is what `initial` or this function made.
      const remembered = memory as FeatureMemory;
      const [rate, state] = learningRate.next(remembered.learningRate, steps === 1 ? 0 : step / (steps - 1));
      const clean = new Float32Array(batch * pixels);
      const added = new Float32Array(batch * pixels);
      for (let i = 0; i < batch; i++) {
        const position = step * batch + i;
        source.write('train', order.at(position % source.size.train), clean, i * pixels);
        const place = integerAt(places, position, NOISE);
        added.set(noise.subarray(place, place + pixels), i * pixels);
      }
      const shape = [batch, ...source.shape];
      return {
        inputs: {
          images: ndarray(shape, clean),
          noise: ndarray(shape, added),
          'learning-rate': scalarArray(rate),
          step: scalarArray(step + 1),
        },
        memory: { learningRate: state } satisfies FeatureMemory,
      };
    },
    logs: (step) => step % 10 === 0,
    observe: async ({ step, outputs, feed }) => ({
      row: { step, total: outputs['total']!.data[0]! },
      memory: feed.memory,
    }),
  };
}
