export type { Architecture, Encoded } from './architectures/architecture.js';
export type { Net, Value } from './architectures/net.js';
export { architectures } from './architectures/registry.js';
export { writeAutoencoder, type StateDicts } from './architectures/write-autoencoder.js';
export { compileable, type Compileable } from './compileable.js';
export type { CutOptions } from './cut.js';
export type { ModelDescription } from './describe.js';
export { formatPort } from './format.js';
export { TF_OPERATORS } from './graph-models/operators/registry.js';
export { graphModelFiles, readGraphModel } from './graph-models/read-graph-model.js';
export type { Constant, ElementType, OnnxGraph, OnnxNode, Port } from './graph.js';
export { readInterpolator, type Interpolator } from './interpolators/read-interpolator.js';
export type { LatentCandidate } from './latent-candidates.js';
export { OPERATORS } from './operators/registry.js';
export { encodeGraph } from './parse/encode-graph.js';
export type { ExternalData } from './parse/external-data.js';
export { externalFiles, type ReadOptions } from './parse/parse-graph.js';
export { readOnnx, type OnnxModel } from './read-onnx.js';
export { activeLatents, type ActiveDimensions } from './readings/active-latents.js';
export { applyReading, type PretrainedVae } from './readings/apply-reading.js';
export { cutAutoencoder, type Autoencoder, type ImageShape, type KnownShapes } from './readings/autoencoder.js';
export { findLatentShape } from './readings/find-latent-shape.js';
export { formatTried } from './readings/format-tried.js';
export { plausibleReadings } from './readings/plausible-readings.js';
export {
  parseReading,
  readingShape,
  type AskedReading,
  type Layout,
  type Output,
  type Posterior,
  type Range,
  type Reading,
} from './readings/reading.js';
export { readingYaml, type ReadingFiles } from './readings/reading-yaml.js';
export { requireCuttable } from './readings/require-computable.js';
export { resolveReading, type ResolvedReading } from './readings/resolve-reading.js';
export { runEagerly, type Runner, type TensorFunction } from './readings/tensor-function.js';
export { tryReadings, type TriedReadings, type TryOptions } from './readings/try-readings.js';
export type { NamedTensors } from './run-graph.js';
export { findSamples, type Sample } from './samples.js';
export { OPSETS } from './unsupported.js';
