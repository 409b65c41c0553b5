import {
  armInWords,
  samplingInWords,
  type ExperimentRecord,
  type LimitRecord,
  type StandingsRecord,
} from '@latent-paths/core';
import { formatCount, formatSome } from '../format.js';
import { twoDigits } from './two-digits.js';

/** Arms by their held-out objective, lowest first. */
export interface StandsAt extends StandingsRecord {
  readonly isLargest: boolean;
}

type Stand = StandingsRecord['arms'][number];

/** The largest budget at which more than one arm has finished, or that of the only arm; null if none has. */
export function standsAtLargest({
  budgets,
  standings = [],
}: Pick<LimitRecord, 'budgets' | 'standings'>): StandsAt | null {
  const found = standings.findLast(({ arms }) => arms.length > 1) ?? standings.findLast(({ arms }) => arms.length > 0);
  return found === undefined ? null : { ...found, isLargest: found.budget === budgets.at(-1) };
}

/** Arms past this many are counted. */
const MOST_NAMED = 4;

/** Which arm leaves least of the objective at the largest budget, and how many times as much the others leave. */
export function limitSentence(record: Pick<ExperimentRecord, 'arms'>, { budget, isLargest, arms }: StandsAt): string {
  const [best, ...others] = arms;
  const named = namesOf(record, arms);
  const largest = isLargest ? 'at the largest budget' : 'at the largest budget that has finished';
  const where = `${largest}, ${formatCount(budget)} points,`;
  if (best === undefined) return `${where} nothing has finished`;
  if (others.length === 0) return `${where} ${named(best.curve)} alone has finished`;
  const tied = others.filter(({ toBest }) => toBest !== null && toBest.low <= 1).map(({ curve }) => named(curve));
  const apart = tied.length === 0 ? '' : ` (no difference from ${formatSome(tied, MOST_NAMED)} was found)`;
  const rest = others.flatMap(({ curve, toBest }) =>
    toBest === null ? [] : [`${twoDigits(toBest.value)} times as much by ${named(curve)}`],
  );
  const led = `${where} the least error on held-out pairs is left by ${named(best.curve)}${apart}`;
  return [led, ...rest.slice(0, MOST_NAMED)].join('; ');
}

/** Arms in words: by how they sample alone, where that tells them apart. */
function namesOf(record: Pick<ExperimentRecord, 'arms'>, stands: readonly Stand[]): (curve: string) => string {
  const words = stands.map(({ curve }) => samplingInWords(record, curve));
  const isTelling = words.every((word, i) => word !== null && words.indexOf(word) === i);
  return (curve) => (isTelling ? `${samplingInWords(record, curve)!}` : armInWords(record, curve));
}
