import { sizeOf } from '@latent-paths/core';
import { fixedBatch } from './batch.js';
import { foldConstants } from './fold-constants.js';
import type { OnnxGraph, Port } from './graph.js';
import { latentCandidates, type LatentCandidate } from './latent-candidates.js';
import { unsupported } from './unsupported.js';

/** What is known of a model without running it. */
export interface ModelDescription {
  readonly opset: number;
  /** `pytorch 2.2.0`, as the file says. */
  readonly producer: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** How many nodes of each operator there are. */
  readonly operators: Readonly<Record<string, number>>;
  /** Numbers in weights. */
  readonly parameters: number;
  /** The batch that it was exported for; undefined if it takes any. */
  readonly batch: number | undefined;
  /** Where a whole autoencoder can be cut, the narrowest first. */
  readonly latents: readonly LatentCandidate[];
  /** The reasons why it cannot be computed, one sentence each, with the remedy. */
  readonly unsupported: readonly string[];
  /** What reading changed, one sentence each. */
  readonly notes: readonly string[];
}

export function describeGraph(graph: OnnxGraph): ModelDescription {
  const operators: Record<string, number> = {};
  for (const { op } of graph.nodes) operators[op] = (operators[op] ?? 0) + 1;
  const weights = [...graph.constants.values()].filter(({ type }) => type === 'float32');
  const folded = foldConstants(graph);
  return {
    opset: graph.opset,
    producer: graph.producer,
    inputs: graph.inputs,
    outputs: graph.outputs,
    operators,
    parameters: weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    batch: fixedBatch(graph),
    latents: latentCandidates(folded),
    unsupported: unsupported(folded),
    notes: graph.notes,
  };
}
