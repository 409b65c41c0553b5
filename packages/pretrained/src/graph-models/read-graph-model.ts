import { inFile } from '../parse/in-file.js';
import type { ReadOptions } from '../parse/parse-graph.js';
import { onnxModel, type OnnxModel } from '../read-onnx.js';
import { decodeGraphModel } from './decode-graph-model.js';
import { shardPaths } from './shard-paths.js';
import { writeGraph } from './write-graph.js';

/**
 * Files beside model.json that hold its weights, as it names them. @throws if it is no GraphModel, or a path leaves its
 * folder
 */
export function graphModelFiles(bytes: Uint8Array, file = 'model.json'): readonly string[] {
  const json = decodeGraphModel(file, bytes);
  return inFile(file, () => shardPaths(json));
}

/**
 * Reads a GraphModel of TensorFlow.js from the bytes of its model.json and of the files of its weights, and writes it
 * down as ONNX, which it is from then on. Images stay [n, h, w, c] at its ends. What it cannot compute is reported by
 * `describe` and by `compileable`, not here.
 * @throws if the bytes are no GraphModel, are damaged or hostile, or weights are missing
 */
export function readGraphModel(
  bytes: Uint8Array,
  { file = 'model.json', externalData = {} }: ReadOptions = {},
): OnnxModel {
  const json = decodeGraphModel(file, bytes);
  return onnxModel(inFile(file, () => writeGraph(file, json, externalData)));
}
