export type { ImportCheck } from './import-checks.js';
export { latentUse } from './latent-use.js';
export { modelBytes, modelOf, type ModelBytes } from './model-files.js';
export { askedReading, type OnnxVaeParameters } from './onnx.js';
export { vaeKind } from './registry.js';
export type { VaeKind } from './vae-kind.js';
