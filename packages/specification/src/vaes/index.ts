export type { ImportCheck } from './import-checks.js';
export { latentUse } from './latent-use.js';
export { modelOf } from './model-files.js';
export { modelFormats, modelKind } from './model-formats.js';
export { vaeKind } from './registry.js';
export type { VaeContent } from './vae-files.js';
export type { VaeKind } from './vae-kind.js';
