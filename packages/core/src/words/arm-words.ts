import type { ExperimentRecord } from '../records/experiment-record.js';

type Settings = ReadonlyMap<string, unknown>;

/**
 * `all-16 (16 α per pair, all pairs)`: the name of a curve's arm, with its sampling where the settings are known.
 */
export function armInWords(record: Pick<ExperimentRecord, 'arms'>, curve: string): string {
  const told = samplingInWords(record, curve);
  return told === null ? curve : `${curve} (${told})`;
}

/** `16 α per pair, all pairs`: how a curve's arm samples; null where its settings do not tell. */
export function samplingInWords({ arms }: Pick<ExperimentRecord, 'arms'>, curve: string): string | null {
  const settings: Settings = new Map(
    arms.find((arm) => arm.curve?.arm === curve)?.settings.map(({ key, value }) => [key, value]),
  );
  const told = [alphasInWords(settings), pairsInWords(settings)].filter((words) => words !== null);
  return told.length === 0 ? null : told.join(', ');
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
  return kind === 'fixed' && typeof count === 'number' ? `${count.toLocaleString('en-US')} fixed pairs` : null;
}
