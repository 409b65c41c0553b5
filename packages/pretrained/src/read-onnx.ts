import { cutGraph, type CutOptions } from './cut.js';
import { describeGraph, type ModelDescription } from './describe.js';
import type { OnnxGraph } from './graph.js';
import { encodeGraph } from './parse/encode-graph.js';
import { parseGraph, type ReadOptions } from './parse/parse-graph.js';

/** A model that was read from ONNX. */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  describe(): ModelDescription;
  /** The part between tensors, a model itself. @throws if the tensors do not divide the graph so */
  cut(options: CutOptions): OnnxModel;
  /**
   * The model as ONNX in float32, its weights inside: what onnxruntime's own run is compared by where the file is
   * float16 or was cut.
   */
  encode(): Uint8Array;
}

/**
 * Reads a model from the bytes of an ONNX file. What it cannot compute is reported by `describe` and by `compileable`,
 * not
 * here.
 * @throws if the bytes are no ONNX model, are damaged or hostile, or weights are missing
 */
export function readOnnx(bytes: Uint8Array, options: ReadOptions = {}): OnnxModel {
  return onnxModel(parseGraph(bytes, options));
}

/** A graph as a model. */
export function onnxModel(graph: OnnxGraph): OnnxModel {
  return {
    graph,
    describe: () => describeGraph(graph),
    cut: (options) => onnxModel(cutGraph(graph, options)),
    encode: () => encodeGraph(graph),
  };
}
