import { ndarray, sizeOf, type NamedArrays } from '@latent-paths/core';
import { fixedBatch } from './batch.js';
import { foldConstants } from './fold-constants.js';
import { nameOf, type Constant, type OnnxGraph, type OnnxNode, type Port } from './graph.js';
import { obstaclesError } from './obstacles.js';
import { operatorOf } from './operators/registry.js';
import { preparedName, runGraph, type NamedTensors } from './run-graph.js';
import { unsupported } from './unsupported.js';

/** A model as a function of its weights and its inputs. */
export interface Compileable {
  /**
   * As TensorFlow.js reads them: filters are [h, w, in, out]. They belong to this model alone, and are the frozen
   * arrays of a step.
   */
  readonly weights: NamedArrays;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** The batch that the model was exported for and must be run at; undefined if it takes any. */
  readonly batch: number | undefined;
  /**
   * The outputs by name, in TensorFlow.js ops: gradients flow, and an engine may record it. Axes are those of ONNX,
   * images [n, c, h, w].
   * @throws if the inputs are not those of the model, or their shapes do not go through it
   */
  run(weights: NamedTensors, inputs: NamedTensors): NamedTensors;
}

/** Makes a model ready to run. @throws if something in it cannot be computed: one error for all that cannot */
export function compileable({ graph: original }: { readonly graph: OnnxGraph }): Compileable {
  const graph = foldConstants(original);
  const problems = unsupported(graph);
  if (problems.length > 0) throw obstaclesError(graph, problems);
  const weights: NamedArrays = { ...readWeights(graph), ...preparedWeights(graph) };
  return {
    weights,
    inputs: graph.inputs,
    outputs: graph.outputs,
    batch: fixedBatch(graph),
    run: (given, inputs) => runGraph(graph, given, inputs),
  };
}

function preparedWeights(graph: OnnxGraph): NamedArrays {
  const entries = graph.nodes.flatMap((node) => {
    const prepare = operatorOf(node)?.prepare;
    if (prepare === undefined) return [];
    try {
      const made = prepare({
        node,
        opset: graph.opset,
        constant: (input) => graph.constants.get(node.inputs[input] ?? ''),
      });
      return Object.entries(made).map(([name, array]) => [preparedName(node, name), array] as const);
    } catch (error) {
      throw new Error(`${graph.file}: node ${nameOf(node)} (${node.op}): ${(error as Error).message}`, {
        cause: error,
      }); // operators throw errors alone
    }
  });
  return Object.fromEntries(entries);
}

/** Constants that nodes read as tensors. */
function readWeights(graph: OnnxGraph): NamedArrays {
  const read = new Set(graph.nodes.flatMap(tensorsReadBy));
  graph.outputs.forEach(({ name }) => read.add(name));
  const found = [...graph.constants].filter(([name, constant]) => read.has(name) && isWeight(constant));
  return Object.fromEntries(found.map(([name, { shape, data }]) => [name, ndarray(shape, Float32Array.from(data))]));
}

function tensorsReadBy(node: OnnxNode): readonly string[] {
  const { constants = [], prepared = [] } = operatorOf(node) ?? {};
  return node.inputs.filter((name, input) => name !== '' && !constants.includes(input) && !prepared.includes(input));
}

const isWeight = ({ type, shape }: Constant): boolean => type === 'float32' && sizeOf(shape) > 0;
