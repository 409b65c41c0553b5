import { hasBatchAxis } from './batch.js';
import { nameOf, type OnnxGraph, type OnnxNode, type Port } from './graph.js';
import { formatPort } from './format.js';
import { reasonOf, TENSORFLOW } from './graph-models/foreign-node.js';
import { operatorOf } from './operators/registry.js';
import { findSamples } from './samples.js';

export const OPSETS = { from: 9, to: 21 } as const;

const EXPORT = 'export again with torch.onnx.export(…, opset_version=17)';
const RANDOM = ['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike', 'Bernoulli', 'Multinomial'];
const BRANCHING = ['If', 'Loop', 'Scan'];
const QUANTISED = /quantize|Integer$|^QLinear|^QGemm|^QAttention/i;

/**
 * What keeps a graph from being computed, a sentence each with what to do; empty if nothing does. `latent` is where it
 * is to be cut: a sampling step that the cut leaves out keeps nothing from it.
 */
export function unsupported(graph: OnnxGraph, latent?: string): readonly string[] {
  return [...ofOpset(graph), ...ofPorts(graph), ...ofNodes(graph), ...ofBakedNoise(graph, latent)];
}

/** What was sampled when the model was exported is drawn no more: each picture is moved by the same numbers. */
function ofBakedNoise(graph: OnnxGraph, latent: string | undefined): string[] {
  const baked = findSamples(graph).filter(
    (sample) => sample.baked && sample.mean !== latent && sample.sample !== latent,
  );
  return baked.map(
    ({ sample, mean, noise }) =>
      `tensor “${sample}” is a sample, “${mean}” + “${noise}”·exp(½ log σ²), and its noise “${noise}” was drawn ` +
      'once and written into the file: every picture is moved by the ' +
      'same numbers; export encode(x) without the sample and decode(z) apart, or cut the file at its mean (latent: ' +
      `"${mean}")`,
  );
}

function ofOpset({ opset, producer }: OnnxGraph): string[] {
  if (opset >= OPSETS.from && opset <= OPSETS.to) return [];
  const older =
    opset < OPSETS.from
      ? `it was written by ${producer || 'an old exporter'}; ${EXPORT}`
      : `${EXPORT}, or lower it with onnx.version_converter`;
  return [`opset ${opset}: expected ${OPSETS.from} to ${OPSETS.to}; ${older}`];
}

function ofPorts(graph: OnnxGraph): string[] {
  const unbatched = graph.inputs
    .filter((port) => !hasBatchAxis(port))
    .map(
      (port) =>
        `input ${formatPort(port)}: expected a first axis for the batch; export with an example of shape [1, …] ` +
        'and dynamic_axes for its axis 0',
    );
  const whole = graph.outputs.filter(({ type }) => type !== 'float32').map((port) => ofWholeOutput(graph, port));
  return [...unbatched, ...whole];
}

/** Whole numbers have no gradient: the output before they were rounded has. */
function ofWholeOutput(graph: OnnxGraph, { name, type }: Port): string {
  const maker = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  let node = maker.get(name);
  while (node !== undefined && node.op !== 'Cast' && node.op !== 'QuantizeLinear')
    node = maker.get(node.inputs[0] ?? '');
  const before = node?.inputs[0];
  const remedy =
    before === undefined
      ? 'export without the conversion'
      : `take ${before} as the output, which is before the conversion, or export without it`;
  return `output ${name}: expected float32, which has gradients, got ${type}; ${remedy}`;
}

function ofNodes(graph: OnnxGraph): string[] {
  const reasons = new Map<string, OnnxNode[]>();
  const known = new Set(graph.constants.keys());
  for (const node of graph.nodes) {
    const reason = ofNode(node, graph.opset, known);
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), node]);
    if (isKnown(node, known)) node.outputs.forEach((name) => known.add(name));
  }
  return [...reasons].map(
    ([reason, [first, ...others]]) =>
      `${first!.op} (node ${nameOf(first!)}${others.length > 0 ? ` and ${others.length} more` : ''}): ${reason}`,
  );
}

/** True where a node makes numbers that do not depend on what the model is given, but perhaps on its shape. */
function isKnown(node: OnnxNode, known: ReadonlySet<string>): boolean {
  const operator = operatorOf(node);
  if (operator?.foldShape !== undefined) return true;
  return operator?.fold !== undefined && node.inputs.every((name) => name === '' || known.has(name));
}

function ofNode(node: OnnxNode, opset: number, known: ReadonlySet<string>): string | undefined {
  const operator = operatorOf(node);
  if (node.domain === TENSORFLOW) return reasonOf(node);
  if (operator === undefined) return ofUnknown(node);
  const refusal = operator.refuses?.(node, opset);
  if (refusal !== undefined) return refusal;
  if (isKnown(node, known)) return undefined;
  const needed = [...(operator.constants ?? []), ...(operator.prepared ?? [])];
  const varies = needed.map((input) => node.inputs[input] ?? '').filter((name) => name !== '' && !known.has(name));
  if (varies.length > 0)
    return (
      `expected ${varies.join(', ')} to be a constant, got numbers that depend on the input; export with weights and ` +
      'sizes that are fixed'
    );
  return undefined;
}

function ofUnknown({ op, domain }: OnnxNode): string {
  if (RANDOM.includes(op))
    return (
      'random: a path needs the same picture for the same latent; export the mean in place of the sample, or cut the ' +
      'graph before it'
    );
  if (QUANTISED.test(op)) return 'quantised: it has no gradient; export the model in float32, before quantisation';
  if (BRANCHING.includes(op))
    return `branches or loops within the graph; ${EXPORT} from a model whose forward has neither`;
  if (domain !== '')
    return `an operator of ${domain}, none of ONNX; export or save the model without optimisation for one runtime`;
  return `an operator that is not computed here; ${EXPORT} from a model without it`;
}
