import { nameOf, type OnnxGraph, type Port } from './graph.js';
import { latentCandidates } from './latent-candidates.js';
import { neededFor } from './needed.js';
import { formatPort } from './format.js';

export interface CutOptions {
  /** Tensors that become the inputs, in place of the model's own. */
  readonly from?: string | readonly string[];
  /** Tensors that become the outputs. */
  readonly to?: string | readonly string[];
}

/**
 * The part of a graph between tensors: `{ to: latent }` is the encoder of a whole autoencoder, `{ from: latent }` its
 * decoder.
 * @throws if a tensor is not there, or does not hold all that the outputs depend on, telling where it could be cut
 */
export function cutGraph(graph: OnnxGraph, { from, to }: CutOptions): OnnxGraph {
  const inputs = from === undefined ? graph.inputs : [from].flat().map((name) => findPort(graph, name));
  const outputs = to === undefined ? graph.outputs : [to].flat().map((name) => findPort(graph, name));
  const given = new Set(inputs.map(({ name }) => name));
  const { nodes, sources } = neededFor(
    graph,
    outputs.map(({ name }) => name),
    given,
  );
  const lacking = [...sources].filter((name) => !given.has(name) && !graph.constants.has(name));
  if (lacking.length > 0) {
    // a node reads what is lacking
    const by = nodes.find((node) => node.inputs.some((name) => lacking.includes(name)))!;
    throw new Error(
      `${graph.file}: expected ${[...given].join(', ')} to hold all that ` +
        `${outputs.map(({ name }) => name).join(', ')} depends on, ` +
        `got ${lacking.join(', ')} read beside it by node ${nameOf(by)} (${by.op}). ${tellCandidates(graph)}`,
    );
  }
  const constants = new Map([...graph.constants].filter(([name]) => sources.has(name)));
  return {
    ...graph,
    inputs: from === undefined ? inputs.filter(({ name }) => sources.has(name)) : inputs,
    outputs,
    nodes,
    constants,
  };
}

/** A tensor of the graph. @throws if there is none of that name, telling where it could be cut */
function findPort(graph: OnnxGraph, name: string): Port {
  const port = [...graph.inputs, ...graph.outputs].find((other) => other.name === name) ?? graph.between.get(name);
  if (port !== undefined) return port;
  if (graph.nodes.some(({ outputs }) => outputs.includes(name))) return { name, type: 'float32' };
  throw new Error(`${graph.file}: expected a tensor of the graph, got ${name}. ${tellCandidates(graph)}`);
}

const MOST_TOLD = 12;

function tellCandidates(graph: OnnxGraph): string {
  const candidates = latentCandidates(graph);
  if (candidates.length === 0) return 'No single tensor divides the graph; export encoder and decoder as two files.';
  const told = candidates
    .slice(0, MOST_TOLD)
    .map(({ name, op, shape }) => `${formatPort({ name, ...(shape && { shape }) })} by ${op}`);
  const rest = candidates.length - told.length;
  return `The graph could be cut at ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}
