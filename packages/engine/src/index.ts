export { openEngine } from './engines.js';
export { exportModel, exportOnnx, type ExportedOnnx, type ExportOnnxOptions } from './export-onnx.js';
export { openProgram } from './sources/javascript/program.js';
export { javascriptRuntime } from './sources/javascript-runtime.js';
export { toProgram, type JavascriptProgram } from './sources/to-program.js';
export { toPytorch, type PytorchStatements } from './sources/to-pytorch.js';
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
