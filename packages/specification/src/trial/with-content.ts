import { buildChoice, rootKey } from '@latent-paths/core';
import { imageSources, latentsContent, type ImageSet } from '@latent-paths/data';
import { initContent, startingWeights } from '../paths/init-files.js';
import { pathFiles } from '../paths/path-files.js';
import { pathOf } from '../paths/registry.js';
import { valuePlace, type LocatedMap } from '../yaml/located.js';
import { ConfigurationError } from '../yaml/problem.js';
import { vaeKind } from '../vaes/registry.js';
import { isImported } from './is-imported.js';
import { knownSpace, type KnownSpace } from './known-space.js';
import type { TrialConfig } from './trial-shape.js';

type NetworkChoice = Extract<TrialConfig['path'], { kind: 'network' }>;

/**
 * The configuration with the hashes of what its files hold, those of its images, its latents, its VAE and its path, so
 * that all identities are known before anything runs. A VAE from files is checked against what is known of them without
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
  const vae = withModel(config.vae, shape, tree);
  return {
    ...config,
    data,
    pool: withLatents(config.pool, tree),
    vae,
    path: withPath(config.path, { vae, shape }, tree),
  };
}

function withLatents(pool: TrialConfig['pool'], tree: LocatedMap): TrialConfig['pool'] {
  const { latents } = pool;
  if (latents === undefined) return pool;
  const files = { content: () => latentsContent(latents) };
  return { ...pool, content: contentOf({ files, key: 'pool', at: 'latents', stated: pool.content, tree }) };
}

interface Known {
  readonly vae: TrialConfig['vae'];
  /** Of pictures. */
  readonly shape: ImageSet['shape'];
}

function withPath(path: TrialConfig['path'], { vae, shape }: Known, tree: LocatedMap): TrialConfig['path'] {
  const space = knownSpace(vae, shape);
  const refused = space === undefined ? null : (pathOf(path).refusal?.(space) ?? null);
  if (refused !== null) throw refusedAt(['path'], refused, tree);
  if (path.kind === 'network') return withInit(path, { vae, space }, tree);
  const files = pathFiles(path);
  if (files === undefined || path.kind !== 'onnx') return path;
  const content = contentOf({ files, key: 'path', at: 'file', stated: path.content, tree });
  const known = { ...path, content };
  const told = JSON.stringify([known, vae]);
  if (!whole.has(told)) attempt(() => files.check(space?.axes), ['path', 'file'], tree);
  whole.add(told);
  return known;
}

interface KnownLatents extends Pick<Known, 'vae'> {
  readonly space: KnownSpace | undefined;
}

function withInit(path: NetworkChoice, { vae, space }: KnownLatents, tree: LocatedMap): TrialConfig['path'] {
  const { init } = path;
  if (init === undefined) return path;
  const files = { content: () => initContent(init) };
  const known = { ...path, content: contentOf({ files, key: 'path', at: 'init', stated: path.content, tree }) };
  const told = JSON.stringify([known, vae]);
  if (space !== undefined && !whole.has(told))
    attempt(() => startingWeights(known, { space, key: rootKey(0) }), ['path', 'init'], tree);
  whole.add(told);
  return known;
}

/** Models that were found to be whole and computable: arms share them. */
const whole = new Set<string>();

function withModel(vae: TrialConfig['vae'], shape: ImageSet['shape'], tree: LocatedMap): TrialConfig['vae'] {
  const { files } = vaeKind(vae);
  if (files === undefined || !isImported(vae)) return vae;
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
  readonly key: 'data' | 'vae' | 'pool' | 'path';
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
  throw refusedAt([key, 'content'], message, tree);
}

function refusedAt(path: readonly string[], message: string, tree: LocatedMap): ConfigurationError {
  return new ConfigurationError([{ place: valuePlace(tree, path), path, message }]);
}

function attempt<Made>(make: () => Made, path: readonly string[], tree: LocatedMap): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refusedAt(path, inOneLine(error.message), tree);
  }
}

/** A list below a message, as `(1) … (2) …`: each problem of a configuration is one line. */
function inOneLine(message: string): string {
  let entries = 0;
  return message.replace(/\n- /g, () => ` (${++entries}) `);
}
