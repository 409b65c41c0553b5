import { buildChoice } from '@latent-paths/core';
import { imageSources, latentsContent, type ImageSet } from '@latent-paths/data';
import { valuePlace, type LocatedMap } from '../yaml/located.js';
import { ConfigurationError } from '../yaml/problem.js';
import { vaeKind } from '../vaes/registry.js';
import type { TrialConfig } from './trial-shape.js';

/**
 * The configuration with the hashes of what its files hold, those of its images, its latents and its VAE, so that all
 * identities are known before anything runs. A VAE from files is checked against what is known of them without
 * computing.
 * `tree` is where it is written. @throws ConfigurationError if the files are not there, hold something else than it
 * says, or cannot be used
 */
export function withContent(config: TrialConfig, tree: LocatedMap): TrialConfig {
  const { shape, files } = buildChoice<ImageSet>(imageSources, config.data);
  const data =
    files === undefined || !('path' in config.data)
      ? config.data
      : { ...config.data, content: contentOf({ files, key: 'data', at: 'path', stated: config.data.content, tree }) };
  return { ...config, data, pool: withLatents(config.pool, tree), vae: withModel(config.vae, shape, tree) };
}

function withLatents(pool: TrialConfig['pool'], tree: LocatedMap): TrialConfig['pool'] {
  const { latents } = pool;
  if (latents === undefined) return pool;
  const files = { content: () => latentsContent(latents) };
  return { ...pool, content: contentOf({ files, key: 'pool', at: 'latents', stated: pool.content, tree }) };
}

/** Models that were found to be whole and computable: arms share them. */
const whole = new Set<string>();

function withModel(vae: TrialConfig['vae'], shape: ImageSet['shape'], tree: LocatedMap): TrialConfig['vae'] {
  const { files } = vaeKind(vae);
  if (files === undefined || vae.kind !== 'onnx') return vae;
  const at = vae.file === undefined ? 'encoder' : 'file';
  const content = contentOf({ files, key: 'vae', at, stated: vae.content, tree });
  const known = { ...vae, content };
  const told = JSON.stringify([known, shape]);
  if (!whole.has(told)) attempt(() => files.check(shape), ['vae', at], tree);
  whole.add(told);
  return known;
}

interface Stated {
  readonly files: { content(): string };
  readonly key: 'data' | 'vae' | 'pool';
  /** The key below it that names files. */
  readonly at: string;
  /** The content that the configuration states. */
  readonly stated: string | undefined;
  readonly tree: LocatedMap;
}

function contentOf({ files, key, at, stated, tree }: Stated): string {
  const content = attempt(() => files.content(), [key, at], tree);
  if (stated === undefined || stated === content) return content;
  const message = `expected files of this content, got ${content}; put back what was there, or take content out`;
  const path = [key, 'content'];
  throw new ConfigurationError([{ place: valuePlace(tree, path), path, message }]);
}

function attempt<Made>(make: () => Made, path: readonly string[], tree: LocatedMap): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ConfigurationError([{ place: valuePlace(tree, path), path, message: error.message }]);
  }
}
