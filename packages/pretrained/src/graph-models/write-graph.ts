import type { Constant, OnnxGraph, OnnxNode, Port } from '../graph.js';
import type { ExternalData } from '../parse/external-data.js';
import { sortNodes } from '../parse/sort-nodes.js';
import { foreignNode } from './foreign-node.js';
import type { GraphModelJson } from './graph-model.js';
import { placeholderPort, signedPorts, type SignedPort } from './ports.js';
import { readTfNodes } from './read-tf-nodes.js';
import { readWeights } from './read-weights.js';
import type { TfNode } from './tf-node.js';
import { translateNode, type Graph } from './translate-node.js';

/** The opset in which nodes are written. */
const OPSET = 17;
const INPUTS = ['Placeholder', 'PlaceholderWithDefault'];
const isInput = ({ op }: TfNode): boolean => INPUTS.includes(op);
const isWeight = ({ op }: TfNode): boolean => op === 'Const';

/** A GraphModel as ONNX. @throws if it is damaged, or weights are missing */
export function writeGraph(file: string, json: GraphModelJson, shards: ExternalData): OnnxGraph {
  const [signedInputs, signedOutputs] = [signedPorts(json, 'inputs'), signedPorts(json, 'outputs')];
  const nodes = readTfNodes(
    json.modelTopology.node,
    (signedOutputs ?? []).map(({ tensor }) => tensor),
  );
  const weights = readWeights(json, shards);
  const constants = new Map(nodes.filter(isWeight).map(({ name }) => [name, weightOf(name, weights)]));
  const placeholders = nodes.filter(isInput);
  const computed = inOrder(
    nodes.filter((node) => !isWeight(node) && !isInput(node)),
    [...constants.keys(), ...placeholders.map(({ name }) => name)],
  );
  const tensors = new Set(nodes.flatMap(({ outputs }) => outputs));
  const inputs = placeholders.map((node) => unlikeOthers(inputOf(node, signedInputs ?? []), tensors));
  const taken = new Set([...tensors, ...inputs.map(({ port }) => port.name)]);
  const outputs = (signedOutputs ?? lastOf(computed)).map((port) => unlikeOthers(port, taken));
  const graph: Graph = { constants, known: new Map() };
  const written = [
    ...inputs.flatMap(({ port, tensor }) => renamed(port.name, tensor)),
    ...computed.flatMap((node) => translateNode(node, graph)),
    ...outputs.flatMap(({ port, tensor }) => renamed(tensor, port.name)),
  ];
  const given = [...inputs.map(({ port }) => port.name), ...constants.keys()];
  const sorted = sortNodes(written, given);
  requireMade(outputs, new Set([...given, ...sorted.flatMap((node) => node.outputs)]));
  return {
    file,
    opset: OPSET,
    producer: ['TensorFlow.js', json.convertedBy ?? ''].filter(Boolean).join(', '),
    inputs: inputs.map(({ port }) => port),
    outputs: outputs.map(({ port }) => port),
    nodes: sorted,
    constants: readConstants(constants, sorted),
    between: new Map<string, Port>(),
    notes: ['a GraphModel of TensorFlow.js, written down as ONNX'],
  };
}

/** Numbers that became a setting of a node are read by none. */
function readConstants(
  constants: ReadonlyMap<string, Constant>,
  nodes: readonly OnnxNode[],
): ReadonlyMap<string, Constant> {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return new Map([...constants].filter(([name]) => read.has(name)));
}

function weightOf(name: string, weights: ReadonlyMap<string, Constant>): Constant {
  const found = weights.get(name);
  if (found !== undefined) return found;
  throw new Error(`weights ${name}: expected them in weightsManifest, got none; convert the model again`);
}

/** Each node after those it reads. @throws if one waits for itself, or reads what nothing makes */
function inOrder(nodes: readonly TfNode[], given: readonly string[]): readonly TfNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const sorted = sortNodes(
    nodes.map((node) => foreignNode(node)),
    given,
  );
  return sorted.map(({ name }) => byName.get(name)!); // sortNodes gives those that it got
}

/** What the signature says of an input, else the node itself. */
function inputOf(node: TfNode, signed: readonly SignedPort[]): SignedPort {
  return signed.find(({ tensor }) => tensor === node.name) ?? { port: placeholderPort(node), tensor: node.name };
}

/** Without a signature, what no node reads is an output. */
function lastOf(nodes: readonly TfNode[]): readonly SignedPort[] {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const last = nodes.filter(({ outputs }) => outputs.every((name) => !read.has(name)));
  return last.map(({ name }) => ({ port: { name, type: 'float32' }, tensor: name }));
}

/** A port's own name, or that of its tensor where another tensor has it. */
function unlikeOthers({ port, tensor }: SignedPort, tensors: ReadonlySet<string>): SignedPort {
  return tensors.has(port.name) ? { port: { ...port, name: tensor }, tensor } : { port, tensor };
}

function renamed(from: string, to: string): readonly OnnxNode[] {
  if (from === to) return [];
  return [{ op: 'Identity', domain: '', name: to, inputs: [from], outputs: [to], attributes: {} }];
}

function requireMade(outputs: readonly SignedPort[], made: ReadonlySet<string>): void {
  const lost = outputs.find(({ port }) => !made.has(port.name));
  if (lost !== undefined)
    throw new Error(`output ${lost.port.name}: expected to be made by a node, got none; the file is damaged`);
  if (outputs.length === 0) throw new Error('outputs: expected at least one, got none; the file is damaged');
}
