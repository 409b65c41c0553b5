import { buildChoice } from '@latent-paths/core';
import { imageSources, type ImageSet } from '@latent-paths/data';
import { valuePlace, type LocatedMap } from '../yaml/located.js';
import { ConfigurationError } from '../yaml/problem.js';
import type { TrialConfig } from './trial-shape.js';

/**
 * The configuration with the hash of what the files of its images hold, so that all identities are known before
 * anything runs. `tree` is where it is written.
 * @throws ConfigurationError where the files are not there, or hold something else than it says
 */
export function withContent(config: TrialConfig, tree: LocatedMap): TrialConfig {
  const { files } = buildChoice<ImageSet>(imageSources, config.data);
  if (files === undefined || !('path' in config.data)) return config;
  const content = attemptContent(files.content, tree);
  if (config.data.content !== undefined && config.data.content !== content) {
    const message = `expected files of this content, got ${content}; put back what was there, or take content out`;
    throw new ConfigurationError([
      { place: valuePlace(tree, ['data', 'content']), path: ['data', 'content'], message },
    ]);
  }
  return { ...config, data: { ...config.data, content } };
}

function attemptContent(content: () => string, tree: LocatedMap): string {
  try {
    return content();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ConfigurationError([
      { place: valuePlace(tree, ['data', 'path']), path: ['data', 'path'], message: error.message },
    ]);
  }
}
