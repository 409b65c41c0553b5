import { buildChoice, type WorkedRegistry } from '@latent-paths/core';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';
import type { AlphaExample } from './define-alphas.js';
import { dense } from './dense.js';
import { middle } from './middle.js';
import { single } from './single.js';
import { stratified } from './stratified.js';
import { uniform } from './uniform.js';

type BuildAlphas = (context: AlphaContext) => AlphaSampler;

export const alphaSamplers = { single, uniform, stratified, middle, dense } satisfies WorkedRegistry<
  BuildAlphas,
  AlphaExample
>;

/** The sampler of α that a resolved choice names, of a context. */
export function alphasOf(choice: { readonly kind: string }): BuildAlphas {
  return buildChoice<BuildAlphas>(alphaSamplers, choice);
}
