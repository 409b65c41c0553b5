import { ndarray, type NamedArrays, type VaeQuality } from '@latent-paths/core';
import type { ArtifactStore, ImageSource } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { encodeSafetensors } from '@latent-paths/model';
import type { TrainedVaeConfig, TrialConfig } from '@latent-paths/specification/trial';
import { encodeCheckpoint } from '../training/checkpoint.js';
import { steady } from '../training/clocks.js';
import { withProgress } from '../progress.js';
import { within } from '../steps/prefixed-records.js';
import { reconstructStep, vaeStep } from '../steps/vae-step.js';
import { vaeTask } from '../training/tasks/vae-task.js';
import { train, type TrainingState } from '../training/trainer.js';
import { machineOf, Stopped, type StageContext } from './context.js';
import { madeOfImages } from './made-of-images.js';
import { QUALITY } from './quality-file.js';
import { activeDimensions } from './active-dimensions.js';
import { resume } from './resume.js';
import { trainingHistory } from './training-history.js';
import { WEIGHTS } from '../vaes/read-vae.js';
import { withPrograms } from '../steps/with-programs.js';

const CHECKPOINT_SECONDS = 20;
const QUALITY_IMAGES = 2000;
const QUALITY_BATCH = 200;

/** What a VAE that is trained here is made of. */
type TrainedVae = { readonly vae: TrainedVaeConfig; readonly data: TrialConfig['data'] };

/** Trains the VAE that a configuration asks for, from where it was left. */
export async function trainVae(
  config: TrainedVae,
  source: ImageSource,
  context: StageContext,
  artifact: ArtifactStore,
): Promise<void> {
  const { vae } = config;
  const from = resume(await artifact.readCheckpoint(), context);
  const history = trainingHistory(from, source, context);
  if (from === undefined) await artifact.begin();
  const task = vaeTask(vae, source);
  const work = {
    kind: 'vae',
    label: 'training the VAE',
    total: task.steps,
    from: from?.step ?? 0,
    unit: { name: 'images', size: vae.training.batch },
  } as const;
  const { weights, quality, seconds } = await withProgress(context.display, work, (bar) =>
    withPrograms(context.engine, async (compile) => {
      const program = await compile(
        vaeStep({
          config: vae,
          imageShape: source.shape,
          batch: vae.training.batch,
          descent: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
          weights: within('weights', from?.arrays ?? task.initial().arrays),
        }),
      );
      let note = '';
      let last: TrainingState | undefined;
      for await (const event of train({
        program,
        task,
        ...(from && { from }),
        checkpointSeconds: CHECKPOINT_SECONDS,
        now: context.now,
        signal: context.signal,
      })) {
        if (event.kind === 'step') bar.update(event.step, note);
        if (event.kind === 'row')
          note =
            `squared error ${perPixel(event.row.reconstruction, config, source).toFixed(4)}, KL ` +
            `${event.row.kl.toFixed(1)}`;
        if (event.kind === 'checkpoint') {
          await artifact.writeCheckpoint(encodeCheckpoint(event.state, { ...machineOf(context), history }));
          last = event.state;
        }
      }
      if (last === undefined || last.step < task.steps)
        throw new Stopped(`VAE training stopped at step ${last?.step ?? 0} of ${task.steps}`);
      const trained = within('weights', last.arrays);
      const clock = steady(context.now);
      const measured = await measure(trained, config, source, compile);
      bar.finish(
        `squared error on held-out images ${measured.squaredError.toFixed(5)}, ${measured.activeUnits} of ` +
          `${vae.latent} units active`,
      );
      return { weights: trained, quality: measured, seconds: last.seconds + clock() };
    }),
  );
  await artifact.writeBytes(
    WEIGHTS,
    encodeSafetensors({ arrays: weights, metadata: { format: 'latent-paths vae 1' } }),
  );
  await artifact.writeBytes(QUALITY, Buffer.from(`${JSON.stringify(quality, null, 2)}\n`));
  const { resumes } = history;
  await artifact.finish({
    madeAt: context.date(),
    seconds,
    ...madeOfImages(source),
    provenance: context.provenance,
    ...(resumes.length > 0 && { resumes }),
  });
}

/** The squared error a pixel and channel that a reconstruction loss in nats stands for. */
function perPixel(reconstruction: number, { vae }: Pick<TrainedVae, 'vae'>, { shape }: ImageSource): number {
  return (reconstruction * 2 * vae.variance) / (shape[0] * shape[1] * shape[2]);
}

async function measure(
  weights: NamedArrays,
  { vae }: Pick<TrainedVae, 'vae'>,
  source: ImageSource,
  compile: Engine['compile'],
): Promise<VaeQuality & { readonly squaredError: number }> {
  const batch = Math.min(QUALITY_BATCH, source.size.heldOut);
  const images = Math.floor(Math.min(QUALITY_IMAGES, source.size.heldOut) / batch) * batch;
  const pixels = source.shape[0] * source.shape[1] * source.shape[2];
  const program = await compile(reconstructStep({ vae: weights, imageShape: source.shape, batch }));
  const latents = new Float32Array(images * vae.latent);
  let squaredError = 0;
  let kl = 0;
  for (let first = 0; first < images; first += batch) {
    const x = new Float32Array(batch * pixels);
    for (let i = 0; i < batch; i++) source.write('heldOut', first + i, x, i * pixels);
    const outputs = await program.run({ images: ndarray([batch, ...source.shape], x) });
    squaredError += (outputs['squared-error']!.data[0]! * batch) / images;
    kl += (outputs['kl']!.data[0]! * batch) / images;
    latents.set(outputs['latents']!.data, first * vae.latent);
  }
  return { images, squaredError, kl, activeUnits: activeDimensions(latents, vae.latent).length, units: vae.latent };
}
