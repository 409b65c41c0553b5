import { buildChoice, type Shape } from '@latent-paths/core';
import { imageSources, type ImageSet } from '@latent-paths/data';
import { latentSpace, type LatentSpace } from '@latent-paths/model';
import { pathOf } from '../paths/registry.js';
import { latentUse } from '../vaes/latent-use.js';
import { vaeKind } from '../vaes/registry.js';
import { isImported } from './is-imported.js';
import type { ImportedVaeConfig, TrialConfig } from './trial-shape.js';

/** Latents as they are known without computing. */
export interface KnownSpace extends LatentSpace {
  /** Of one latent as D takes it. */
  readonly axes: Shape;
}

/**
 * The latents of a VAE for pictures of a shape; undefined where its files leave them open. Of three axes the first is
 * taken for the channels: which one it is makes no difference to which paths lead through them.
 */
export function knownSpace(vae: TrialConfig['vae'], shape: ImageSet['shape']): KnownSpace | undefined {
  const axes = isImported(vae) ? importedAxes(vae, shape) : [vae.latent];
  return axes && { axes, ...latentSpace(axes, 'nchw') };
}

/** What leads better through the latents of a configuration than its path; null where nothing does, or is known to. */
export function pathAdvice({ data, vae, path }: Pick<TrialConfig, 'data' | 'vae' | 'path'>): string | null {
  const { advice } = pathOf(path);
  if (advice === undefined) return null;
  const space = knownSpace(vae, buildChoice<ImageSet>(imageSources, data).shape);
  return space === undefined ? null : advice(space);
}

/** Of VAEs from files: arms share them. */
const known = new Map<string, Shape | undefined>();

function importedAxes(vae: ImportedVaeConfig, shape: ImageSet['shape']): Shape | undefined {
  if (latentUse(vae).active) return undefined;
  const told = JSON.stringify([vae, shape]);
  if (!known.has(told)) {
    const axes = vaeKind(vae).files?.read(shape).model.decoder.graph.inputs[0]?.shape?.slice(1);
    known.set(told, axes?.every((length) => typeof length === 'number') === true ? axes : undefined);
  }
  return known.get(told);
}
