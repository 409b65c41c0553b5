import type { ArtifactStore, Store } from '@latent-paths/data';
import { vaeKind } from '@latent-paths/specification/vaes';
import { featuresInputHash, poolInputHash, type TrialConfig, vaeInputHash } from '@latent-paths/specification/trial';

/** The kinds of work that make what trials use. */
export type StageKind = 'vae' | 'pools' | 'features';

/** What a configuration uses, by kind, in the order in which it is made. */
export function artifactsOf(
  config: TrialConfig,
  store: Store,
): readonly (readonly [kind: StageKind, artifact: ArtifactStore])[] {
  const features = ['features', store.artifact('features', featuresInputHash(config))] as const;
  return [
    ['vae', store.artifact(vaeKind(config.vae).stage, vaeInputHash(config))],
    ['pools', store.artifact('pool', poolInputHash(config))],
    ...(config.data.kind === 'none' ? [] : [features]),
  ];
}
