import { buildChoice, type Registry } from '@latent-paths/core';
import { convolutional } from './convolutional.js';
import { onnx } from './onnx.js';
import { tfjs } from './tfjs.js';
import type { VaeKind } from './vae-kind.js';
import { weights } from './weights.js';

/** Every VAE, by its name in configurations. */
export const vaes = { convolutional, onnx, weights, tfjs } as const satisfies Registry<VaeKind>;

/** The kind of a VAE that names none. */
export const UNNAMED_VAE = 'convolutional';

/** What a resolved choice says of its VAE. */
export function vaeKind(choice: { readonly kind?: string | undefined }): VaeKind {
  const { kind = UNNAMED_VAE, ...parameters } = choice;
  return buildChoice<VaeKind>(vaes, { kind, ...parameters });
}
