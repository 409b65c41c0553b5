import type { ImportedVaeConfig, TrialConfig } from './trial-shape.js';

/** Whether a VAE was trained elsewhere and comes from files. */
export function isImported(vae: TrialConfig['vae']): vae is ImportedVaeConfig {
  return vae.kind === 'onnx' || vae.kind === 'weights' || vae.kind === 'tfjs';
}
