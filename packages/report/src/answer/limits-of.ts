import { plural } from '@latent-paths/core';
import { formatCount, formatList, formatSome } from '../format.js';
import type { LoadedExperiment } from '../load.js';
import { drawnBySeeds } from '../status.js';
import { standsAtLargest } from './limit-sentence.js';

/** Settings in words, by the beginning of their key: the longest that fits. */
const WORDS: Readonly<Record<string, string>> = {
  batch: 'points a step',
  budget: 'the budget',
  curriculum: 'the curriculum',
  data: 'the images',
  loss: 'the loss',
  'loss.attraction': 'the weight of attraction',
  optimiser: 'the optimiser',
  'optimiser.learningRate': 'the learning rate',
  path: 'the path',
  'path.activation': 'the activation',
  'path.form': 'the form of the path',
  'path.hidden': 'the layers of the network',
  pool: 'the pool of latents',
  'sampling.alphas': 'the α of a pair',
  'sampling.pairs': 'the pairs',
  vae: 'the VAE',
};
/** Kinds of settings that are named. */
const MOST_NAMED = 6;

/** What an answer holds for: budget, seeds, pairs, and what was varied. */
export function limitsOf({ record, comparison, arms }: LoadedExperiment): string {
  const stands = comparison?.limit === undefined ? null : standsAtLargest(comparison.limit);
  const trained = arms.flatMap(({ trials }) => trials.flatMap(({ summary }) => summary?.training?.points ?? []));
  const points = stands === null ? trained : [stands.budget];
  const seeds = stands?.seeds ?? comparison?.seeds ?? [];
  const parts = [
    points.length === 0 ? 'no training' : `trainings of ${between(points)} points (pair, α)`,
    ...(seeds.length === 0 ? [] : [seedsInWords(seeds, record.vary)]),
    ...(comparison === null ? [] : [plural(comparison.pairs, 'held-out pair')]),
  ];
  return `This holds for ${formatList(parts)}. What was varied: ${varied(record)}.`;
}

function seedsInWords(seeds: readonly number[], vary: readonly string[] | undefined): string {
  const drawn = drawnBySeeds(vary);
  if (seeds.length === 1) return `seed ${seeds[0]} alone (another seed draws ${drawn} anew)`;
  return `seeds ${formatList(seeds.map(String))} (each draws ${drawn} anew)`;
}

/** `70,400`, or `70,400 to 4,505,600` */
function between(points: readonly number[]): string {
  const ends = [points.reduce((a, b) => Math.min(a, b)), points.reduce((a, b) => Math.max(a, b))];
  return [...new Set(ends.map(formatCount))].join(' to ');
}

function varied({ arms }: LoadedExperiment['record']): string {
  const keys = [...new Set(arms.flatMap(({ settings }) => settings.map(({ key }) => key)))];
  const told = [...new Set(keys.map(inWords))];
  return told.length === 0 ? 'nothing' : formatSome(told, MOST_NAMED);
}

function inWords(key: string): string {
  const known = Object.keys(WORDS).filter((start) => key === start || key.startsWith(`${start}.`));
  const [longest] = known.sort((a, b) => b.length - a.length);
  return longest === undefined ? key : WORDS[longest]!;
}
