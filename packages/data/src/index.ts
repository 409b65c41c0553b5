export { alphaSamplers } from './alphas/registry.js';
export type { AlphaContext, AlphaRequest, AlphaSampler } from './alphas/alpha-sampler.js';
export { nextBatch, type Batch, type BatchCursor, type BatchRequest } from './batches.js';
export { countPairs, rankPair, unrankPair } from './pairs/pair-index.js';
export { pairSamplers } from './pairs/registry.js';
export type { Pair, PairContext, PairSampler } from './pairs/pair-sampler.js';
export { permutation, type Permutation } from './pairs/permutation.js';
