export { openEngine } from './engines.js';
export { exportOnnx, type ExportedOnnx, type ExportOnnxOptions } from './export-onnx.js';
export type { OnnxPort } from './onnx-model.js';
export {
  ENGINE_NAMES,
  type ArraySpec,
  type ElementType,
  type Engine,
  type EngineName,
  type EngineOptions,
  type NamedSpecs,
  type NamedTensors,
  type Program,
  type StepArguments,
  type StepDefinition,
  type StepResult,
} from './step.js';
export { stepFlops } from './step-flops.js';
