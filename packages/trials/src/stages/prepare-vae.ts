import { vaeQualityRecord, type VaeQuality } from '@latent-paths/core';
import type { FrozenVae } from '@latent-paths/model';
import { isImported, vaeInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import { vaeKind } from '@latent-paths/specification/vaes';
import { readVae } from '../vaes/read-vae.js';
import type { OpenedData } from './brought/read-brought.js';
import type { StageContext } from './context.js';
import { ensure } from './ensure.js';
import { importVae } from './import/import-vae.js';
import { checkImport, type CheckedImport } from './import/check-import.js';
import { requireSameImages } from './made-of-images.js';
import { QUALITY } from './quality-file.js';
import { trainVae } from './train-vae.js';

/** A frozen VAE that was kept: from here on not a bit of it changes. */
export interface PreparedVae extends FrozenVae {
  readonly quality: VaeQuality;
  readonly artifact: string;
  /** SHA-256 of its content. */
  readonly content: string;
  /** What was found of one that others trained. */
  readonly imported?: CheckedImport;
}

/**
 * Makes the VAE that a configuration asks for, or reads it where it was made before.
 * @throws if one that others trained measures worse than is allowed, or the images were exchanged since
 */
export async function prepareVae(
  config: Pick<TrialConfig, 'data' | 'vae' | 'pool'>,
  { source, brought }: OpenedData,
  context: StageContext,
): Promise<PreparedVae> {
  const { data, vae } = config;
  const artifact = context.store.artifact(vaeKind(vae).stage, vaeInputHash(config));
  await ensure(artifact, context, (stoppable) =>
    isImported(vae)
      ? importVae({ vae, source, latents: brought?.latents ?? null, artifact }, stoppable)
      : trainVae({ data, vae }, source, stoppable, artifact),
  );
  const manifest = await artifact.readManifest();
  const quality = await artifact.readBytes(QUALITY);
  if (manifest === null || quality === null)
    throw new Error(
      `${artifact.folder}: expected a finished VAE, found files missing; delete the folder and run again`,
    );
  requireSameImages(artifact.name, manifest.images, source);
  const imported = isImported(vae) ? await checkImport(vae, artifact) : undefined;
  for (const note of imported ? [...imported.warnings, ...imported.record.notes] : [])
    context.display.say(`VAE: ${note}`);
  return {
    ...(await readVae(artifact, vae, source.shape)),
    quality: vaeQualityRecord.parse(JSON.parse(Buffer.from(quality).toString('utf8'))),
    artifact: artifact.name,
    content: manifest.content,
    ...(imported && { imported }),
  };
}
