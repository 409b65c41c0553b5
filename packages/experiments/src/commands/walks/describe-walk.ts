import type { SummaryRecord } from '@latent-paths/core';
import type { HeldOutLevel, Walk } from '@latent-paths/trials/evaluation';
import { formatNumber } from '../format-value.js';
import { formatTable } from '../text-table.js';
import type { ReturnedPicture } from './returned-pictures.js';

/** What is printed of a frame of a walk. */
export interface WalkStep {
  /** From which picture to the next: 0 is the first. */
  readonly leg: number;
  readonly alpha: number;
  /** ‖z − P(z)‖² and ‖z − ẑ‖²; null where the path has no latents. */
  readonly reprojection: number | null;
  readonly attraction: number | null;
  /** ‖ẑ − P(ẑ)‖² of the straight line; null where it is the path itself. */
  readonly lineReprojection: number | null;
}

export function stepsOf(legs: readonly Walk[], alphas: number): readonly WalkStep[] {
  return legs.flatMap(({ reprojection, attraction, line }, leg) =>
    Array.from({ length: alphas }, (_, i) => ({
      leg,
      alpha: i / (alphas - 1),
      reprojection: reprojection?.[i] ?? null,
      attraction: attraction?.[i] ?? null,
      lineReprojection: line?.reprojection[i] ?? null,
    })),
  );
}

/** A table a leg. */
export function formatSteps(steps: readonly WalkStep[]): string {
  const last = steps.at(-1)!.leg; // a walk has a leg
  const hasLine = steps[0]!.lineReprojection !== null;
  const header = ['α', '‖z − P(z)‖²', ...(hasLine ? ['straight line’s'] : []), '‖z − ẑ‖²'];
  const tables = Array.from({ length: last + 1 }, (_, leg) => {
    const rows = steps
      .filter((step) => step.leg === leg)
      .map(({ alpha, reprojection, lineReprojection, attraction }) =>
        [alpha, reprojection, ...(hasLine ? [lineReprojection] : []), attraction].map(short),
      );
    return formatTable([header, ...rows], { right: header.map(() => true) });
  });
  return tables.join('\n\n');
}

/** How each picture was read, and how it comes back. */
export function formatPictures(pictures: readonly ReturnedPicture[], level: HeldOutLevel | null): string {
  const rows = pictures.map(({ name, read, squaredError }) => [name, read ?? 'held out', short(squaredError)]);
  const held =
    level === null
      ? 'the trial has no pictures to compare this with'
      : `95 % of ${level.images} held-out images below ${short(level.q95)}, on average ${short(level.mean)}`;
  return `${formatTable([['picture', 'as', 'squared error of D(E(x))'], ...rows])}\n${held}`;
}

export function formatReal({ reprojection, tau }: SummaryRecord['real']): string {
  return `real held-out latents: ‖z − P(z)‖² ${short(reprojection)} on average, 95 % below ${short(tau)}`;
}

function short(value: number | null): string {
  return value === null ? '–' : formatNumber(Number(value.toPrecision(4)));
}
