import type { ExperimentRecord } from '@latent-paths/core';
import { grouped } from './words.js';

type Settings = ReadonlyMap<string, unknown>;

/**
 * `all-16 (16 α per pair, all pairs)`: the name of a curve's arm, with its sampling where the settings are known.
 */
export function armInWords({ arms }: Pick<ExperimentRecord, 'arms'>, curve: string): string {
  const settings: Settings = new Map(
    arms.find((arm) => arm.curve?.arm === curve)?.settings.map(({ key, value }) => [key, value]),
  );
  const told = [alphasInWords(settings), pairsInWords(settings)].filter((words) => words !== null);
  return told.length === 0 ? curve : `${curve} (${told.join(', ')})`;
}

function alphasInWords(settings: Settings): string | null {
  const [kind, count] = [settings.get('sampling.alphas.kind'), settings.get('sampling.alphas.count')];
  if (kind === 'single') return 'one fixed α a pair';
  if (kind === 'uniform')
    return count === undefined || count === 1 ? 'a fresh α at each visit' : `${String(count)} fresh α at each visit`;
  return kind === 'dense' && typeof count === 'number' ? `${count} α a pair at once` : null;
}

function pairsInWords(settings: Settings): string | null {
  const [kind, count] = [settings.get('sampling.pairs.kind'), settings.get('sampling.pairs.count')];
  if (kind === 'all') return 'all pairs';
  return kind === 'fixed' && typeof count === 'number' ? `${grouped(count)} fixed pairs` : null;
}
