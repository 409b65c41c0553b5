import type { onnx } from 'onnx-proto';
import type { Constant, OnnxGraph, OnnxNode, Port } from '../graph.js';
import { decodeModel } from './decode-model.js';
import { externalPlace, requireOwnBytes, type ExternalData } from './external-data.js';
import { functionDefaults, functionKey } from './function-defaults.js';
import { inFile } from './in-file.js';
import { inlineFunctions } from './inline-functions.js';
import { toNumber } from './integers.js';
import { readAttributes } from './read-attribute.js';
import { readPort, readPortBetween } from './read-port.js';
import { readTensor, type TensorContext } from './read-tensor.js';
import { sortNodes } from './sort-nodes.js';

export interface ReadOptions {
  /** What messages call the model. */
  readonly file?: string;
  /** Bytes of files beside the model, by the path that the model names: see `externalFiles`. */
  readonly externalData?: ExternalData;
}

/**
 * Files beside the model that hold its weights, as the model names them. @throws if a path leaves the model's folder
 */
export function externalFiles(bytes: Uint8Array, file = 'model'): readonly string[] {
  return locationsOf(file, decodeModel(file, bytes));
}

function locationsOf(file: string, { graph }: onnx.ModelProto): readonly string[] {
  const places = inFile(file, () => tensorsOf(graph ?? {}).flatMap((tensor) => externalPlace(tensor) ?? []));
  return [...new Set(places.map(({ location }) => location))];
}

/** Initialisers, and tensors in attributes. */
function tensorsOf({ initializer, node }: onnx.IGraphProto): readonly onnx.ITensorProto[] {
  const attributes = (node ?? []).flatMap(({ attribute }) => attribute ?? []);
  return [...(initializer ?? []), ...attributes.flatMap(({ t }) => t ?? [])];
}

/** @throws if the bytes are no ONNX model, are damaged or hostile, or weights are missing */
export function parseGraph(bytes: Uint8Array, { file = 'model', externalData = {} }: ReadOptions): OnnxGraph {
  const model = decodeModel(file, bytes);
  requireFiles(file, model, externalData);
  return inFile(file, () => build(file, model, { bytes, externalData }));
}

function requireFiles(file: string, model: onnx.ModelProto, given: ExternalData): void {
  const missing = locationsOf(file, model).filter((location) => !Object.hasOwn(given, location));
  if (missing.length === 0) return;
  throw new Error(
    `${file}: expected its weights in ${missing.join(', ')} beside it, got no such file; copy it there, or save ` +
      'the model with its weights inside',
  );
}

function build(
  file: string,
  model: onnx.ModelProto,
  { bytes, externalData }: { readonly bytes: Uint8Array; readonly externalData: ExternalData },
): OnnxGraph {
  const graph = model.graph!; // decodeModel made sure
  const widths = new Set<string>();
  const context: TensorContext = { externalData, note: (about) => widths.add(about) };
  if (graph.sparseInitializer?.length)
    throw new Error('weights: expected dense tensors, got sparse ones; export the model with dense weights');

  const opset = toNumber(model.opsetImport.find(({ domain }) => !domain || domain === 'ai.onnx')?.version);
  const functions = new Map(
    (model.functions ?? []).map((body) => [functionKey(body.domain ?? '', body.name ?? ''), body]),
  );
  const defaults = functions.size === 0 ? new Map<string, never>() : functionDefaults(bytes);
  const nodes = inlineFunctions(graph.node ?? [], { functions, defaults, opset }).map((node) =>
    readNode(node, context),
  );

  requireOwnBytes(tensorsOf(graph), externalData);
  const constants = new Map<string, Constant>();
  for (const tensor of graph.initializer ?? []) constants.set(tensor.name ?? '', readTensor(tensor, context));
  // Before IR 4, initialisers are listed as inputs, too.
  const inputs = (graph.input ?? []).filter(({ name }) => !constants.has(name ?? '')).map(readPort);
  const outputs = (graph.output ?? []).map(readPort);
  const sorted = sortNodes(nodes, [...inputs.map(({ name }) => name), ...constants.keys()]);
  requireOutputs(outputs, [
    ...inputs.map(({ name }) => name),
    ...constants.keys(),
    ...sorted.flatMap((node) => node.outputs),
  ]);

  const between = new Map<string, Port>();
  for (const port of (graph.valueInfo ?? []).flatMap((info) => readPortBetween(info) ?? []))
    between.set(port.name, port);
  return {
    file,
    opset,
    producer: [model.producerName, model.producerVersion].filter(Boolean).join(' '),
    inputs,
    outputs,
    nodes: sorted,
    constants,
    between,
    notes: [...widths].map((type) => `weights in ${type} are computed with in float32`),
  };
}

function requireOutputs(outputs: readonly Port[], made: readonly string[]): void {
  const known = new Set(made);
  const lost = outputs.find(({ name }) => !known.has(name));
  if (lost !== undefined)
    throw new Error(`output ${lost.name}: expected to be made by a node, got none; the file is damaged`);
  if (outputs.length === 0) throw new Error('outputs: expected at least one, got none; the file is damaged');
}

function readNode(
  { opType, domain, name, input, output, attribute }: onnx.INodeProto,
  context: TensorContext,
): OnnxNode {
  const op = opType ?? '';
  return {
    op,
    domain: domain === 'ai.onnx' ? '' : (domain ?? ''),
    name: name ?? '',
    inputs: input ?? [],
    outputs: output ?? [],
    attributes: readAttributes(op, attribute ?? [], context),
  };
}
