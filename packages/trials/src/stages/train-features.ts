import { sizeOf, type NamedArrays } from '@latent-paths/core';
import type { ArtifactStore, ImageSource } from '@latent-paths/data';
import { decodeSafetensors, encodeSafetensors } from '@latent-paths/model';
import { featureReduction, featuresInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import { reducedSource } from '../evaluation/scoring/reduce-pictures.js';
import { withProgress } from '../progress.js';
import { within } from '../steps/prefixed-records.js';
import { featureTrainingStep } from '../steps/feature-step.js';
import { featureTask } from '../training/tasks/feature-task.js';
import { train, type TrainingState } from '../training/trainer.js';
import { Stopped, type StageContext } from './context.js';
import { ensure } from './ensure.js';
import { madeOfImages, requireSameImages } from './made-of-images.js';
import { withPrograms } from '../steps/with-programs.js';

/** A trained network whose features images are compared in: the same for every VAE and path on the same images. */
export interface FrozenFeatures {
  readonly weights: NamedArrays;
  readonly artifact: string;
  /** SHA-256 of its content. */
  readonly content: string;
}

const WEIGHTS = 'weights.safetensors';

/**
 * Trains the feature network that a configuration asks for, or reads it where it was trained before.
 * @throws if the images were exchanged since
 */
export async function trainFeatures(
  config: Pick<TrialConfig, 'data' | 'evaluation'>,
  source: ImageSource,
  context: StageContext,
): Promise<FrozenFeatures> {
  const artifact = context.store.artifact('features', featuresInputHash(config));
  await ensure(artifact, context, (stoppable) => make({ config, source, artifact }, stoppable));
  const manifest = await artifact.readManifest();
  const weights = await artifact.readBytes(WEIGHTS);
  if (manifest === null || weights === null)
    throw new Error(
      `${artifact.folder}: expected a finished feature network, found files missing; delete the folder and run again`,
    );
  requireSameImages(artifact.name, manifest.images, source);
  return { weights: decodeSafetensors(weights).arrays, artifact: artifact.name, content: manifest.content };
}

interface MakeOptions {
  readonly config: Pick<TrialConfig, 'data' | 'evaluation'>;
  readonly source: ImageSource;
  readonly artifact: ArtifactStore;
}

async function make({ config, source: whole, artifact }: MakeOptions, context: StageContext): Promise<void> {
  const { features } = config.evaluation;
  const { batch } = features.training;
  await artifact.begin();
  const source = reducedSource(whole, featureReduction(config));
  const task = featureTask(features, source);
  const work = {
    kind: 'features',
    label: 'training the feature network',
    total: task.steps,
    unit: { name: 'images', size: batch },
  } as const;
  const last = await withProgress(context.display, work, (bar) =>
    withPrograms(context.engine, async (compile) => {
      const weights = within('weights', task.initial().arrays);
      const program = await compile(
        featureTrainingStep({
          imageShape: source.shape,
          batch,
          descent: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
          weights,
        }),
      );
      let note = '';
      let state: TrainingState | undefined;
      // It takes seconds: where it is stopped, it starts anew.
      for await (const event of train({
        program,
        task,
        checkpointSeconds: Infinity,
        now: context.now,
        signal: context.signal,
      })) {
        if (event.kind === 'step') bar.update(event.step, note);
        if (event.kind === 'row')
          note = `squared error of restored images ${(event.row.total / sizeOf(source.shape)).toFixed(4)}`;
        if (event.kind === 'checkpoint') state = event.state;
      }
      if (state === undefined || state.step < task.steps) throw new Stopped('training of the feature network stopped');
      bar.finish(note);
      return state;
    }),
  );
  await artifact.writeBytes(
    WEIGHTS,
    encodeSafetensors({ arrays: within('weights', last.arrays), metadata: { format: 'latent-paths features 1' } }),
  );
  const { provenance } = context;
  await artifact.finish({ madeAt: context.date(), seconds: last.seconds, ...madeOfImages(whole), provenance });
}
