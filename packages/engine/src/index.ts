export { openEngine } from './engines.js';
export { exportOnnx, type ExportedOnnx, type ExportOnnxOptions } from './export-onnx.js';
export { portableGraph } from './portable-graph.js';
export type { OnnxPort } from './onnx-model.js';
export type {
  ArraySpec,
  Engine,
  EngineOptions,
  NamedSpecs,
  NamedTensors,
  Program,
  StepDefinition,
  StepResult,
} from './step.js';
export { runModel } from './session.js';
export { stepFlops } from './step-flops.js';
