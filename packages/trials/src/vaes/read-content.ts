import type { Engine } from '@latent-paths/engine';
import type { ImageShape } from '@latent-paths/model';
import { applyReading, findLatentShape, type PretrainedVae } from '@latent-paths/pretrained';
import type { VaeContent } from '@latent-paths/specification/vaes';
import { engineRunner } from './engine-runner.js';

/** A VAE as its files hold it, to compute with. What they leave open of a latent's axes, running E tells. */
export async function readContent(
  { model, asked }: Pick<VaeContent, 'model' | 'asked'>,
  imageShape: ImageShape,
  compile: Engine['compile'],
): Promise<PretrainedVae> {
  const lengths = model.decoder.graph.inputs[0]?.shape?.slice(1);
  const isFixed = lengths?.every((length) => typeof length === 'number') === true;
  if (isFixed) return applyReading(model, asked, { imageShape });
  const latentShape = await findLatentShape(model, asked, { imageShape }, engineRunner(compile));
  return applyReading(model, asked, { imageShape, latentShape });
}
