import {
  armInWords,
  samplingInWords,
  type Estimate,
  type ExperimentRecord,
  type LimitRecord,
} from '@latent-paths/core';
import { formatCount, formatSome } from '../format.js';
import { twoDigits } from './two-digits.js';

/** Where an arm of a curve stands at one budget. */
interface CurveStand {
  readonly curve: string;
  /** Name of the arm at this budget. */
  readonly arm: string;
  readonly seeds: readonly number[];
  readonly objective: Estimate;
  /** Objective relative to that of the reference, within seeds; null of the reference itself. */
  readonly ratio: Estimate | null;
}

/** Arms by their held-out objective, lowest first. */
export interface StandsAt {
  readonly budget: number;
  readonly isLargest: boolean;
  readonly stands: readonly CurveStand[];
}

/** The largest budget at which more than one arm has finished, or that of the only arm; null if none has. */
export function standsAtLargest({ budgets, curves }: Pick<LimitRecord, 'budgets' | 'curves'>): StandsAt | null {
  const at = (budget: number): CurveStand[] =>
    curves
      .flatMap(({ arm, points }) => {
        const point = points.find((candidate) => candidate.budget === budget);
        return point?.objective == null
          ? []
          : [{ curve: arm, arm: point.arm, seeds: point.seeds, objective: point.objective, ratio: point.ratio }];
      })
      .sort((a, b) => a.objective.value - b.objective.value);
  const all = budgets.map((budget) => ({ budget, isLargest: budget === budgets.at(-1), stands: at(budget) }));
  return all.findLast(({ stands }) => stands.length > 1) ?? all.findLast(({ stands }) => stands.length > 0) ?? null;
}

/** Arms past this many are counted. */
const MOST_NAMED = 4;

/** Which arm leaves least of the objective at the largest budget, and how many times as much the others leave. */
export function limitSentence(record: Pick<ExperimentRecord, 'arms'>, { budget, isLargest, stands }: StandsAt): string {
  const [best, ...others] = stands;
  const named = namesOf(record, stands);
  const largest = isLargest ? 'at the largest budget' : 'at the largest budget that has finished';
  const where = `${largest}, ${formatCount(budget)} points,`;
  if (best === undefined) return `${where} nothing has finished`;
  if (others.length === 0) return `${where} ${named(best.curve)} alone has finished`;
  const tied = others.filter((other) => isTied(best, other)).map(({ curve }) => named(curve));
  const apart = tied.length === 0 ? '' : ` (no difference from ${formatSome(tied, MOST_NAMED)} was found)`;
  const rest = others.map(
    ({ curve, objective }) => `${twoDigits(objective.value / best.objective.value)} times as much by ${named(curve)}`,
  );
  const led = `${where} the least error on held-out pairs is left by ${named(best.curve)}${apart}`;
  return [led, ...rest.slice(0, MOST_NAMED)].join('; ');
}

/** Arms in words: by how they sample alone, where that tells them apart. */
function namesOf(record: Pick<ExperimentRecord, 'arms'>, stands: readonly CurveStand[]): (curve: string) => string {
  const words = stands.map(({ curve }) => samplingInWords(record, curve));
  const isTelling = words.every((word, i) => word !== null && words.indexOf(word) === i);
  return (curve) => (isTelling ? `${samplingInWords(record, curve)!}` : armInWords(record, curve));
}

/** Whether the intervals leave it open which of the two is lower: within seeds where the record has that. */
function isTied(best: CurveStand, other: CurveStand): boolean {
  if (best.ratio === null && other.ratio !== null) return other.ratio.low <= 1;
  if (other.ratio === null && best.ratio !== null) return best.ratio.high >= 1;
  return other.objective.low <= best.objective.high;
}
