import { foldConstants } from '../fold-constants.js';
import type { OnnxGraph } from '../graph.js';
import { latentCandidates } from '../latent-candidates.js';
import { obstaclesError } from '../obstacles.js';
import type { OnnxModel } from '../read-onnx.js';
import { findSamples } from '../samples.js';
import { unsupported } from '../unsupported.js';
import { namedOutput } from './asked-places.js';
import { cutAutoencoder, type Autoencoder } from './autoencoder.js';
import { floatOutputs } from './float-outputs.js';
import { namesOf } from './pictures.js';
import type { AskedReading } from './reading.js';

/**
 * Looks for what no reading of two halves can mend, before anything is asked about the reading.
 * @throws if of a half no output, nor a tensor that the reading names, can be computed: with all that hinders
 */
export function requireComputable({ encoder, decoder }: Autoencoder, { posterior, output }: AskedReading): void {
  requireHalf(encoder, typeof posterior === 'object' ? [posterior.mean, posterior.logVariance ?? []].flat() : []);
  const picture = namedOutput(output);
  requireHalf(decoder, picture === undefined ? [] : namesOf(picture));
}

/**
 * Looks for what no cut of a whole autoencoder can mend, `latent` among them, before it is asked where to cut it.
 * @throws if a half cannot be computed wherever it is cut: with all that hinders
 */
export function requireCuttable(whole: OnnxModel, latent: string | undefined): void {
  const folded = foldConstants(whole.graph);
  const problems = unsupported(folded, latent);
  if (problems.length === 0) return;
  const means = findSamples(folded).map(({ mean }) => mean);
  const cuts = [latent ?? [], means, latentCandidates(folded).map(({ name }) => name)].flat();
  if (!cuts.some((cut) => isCuttable(whole, cut))) throw obstaclesError(whole.graph, problems);
}

function requireHalf(half: OnnxModel, named: readonly string[]): void {
  const problems = problemsOf(half);
  if (problems.length === 0) return;
  const made = new Set(half.graph.nodes.flatMap((node) => node.outputs));
  const choices = [...floatOutputs(half.graph).map(({ name }) => name), ...named.filter((name) => made.has(name))];
  if (choices.some((to) => problemsOf(half.cut({ to })).length === 0)) return;
  throw obstaclesError(half.graph, problems);
}

function problemsOf({ graph }: { readonly graph: OnnxGraph }): readonly string[] {
  return unsupported(foldConstants(graph));
}

/** A tensor may hold too little of what the decoder reads: no place to cut then. */
function isCuttable(whole: OnnxModel, latent: string): boolean {
  try {
    const { encoder, decoder } = cutAutoencoder(whole, latent);
    return [encoder, decoder].every((half) => problemsOf(half).length === 0);
  } catch {
    return false; // no place to cut
  }
}
