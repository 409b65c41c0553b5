import type { ExplorationWalk } from '@latent-paths/core';
import type { AlongPairs } from '../../comparison/exploration/choose-pairs.js';
import type { ExploredArm } from './explored-arm.js';
import type { ArmWalks } from './walks-of-arm.js';

export interface WalkRecordsOptions {
  readonly arms: readonly ExploredArm[];
  /** By arm. */
  readonly walks: readonly ArmWalks[];
  /** The pair, and its place among those that are explored. */
  readonly pair: number;
  readonly at: number;
  /** Places of the α that are kept. */
  readonly places: readonly number[];
  readonly factors: readonly string[];
}

/** What is known of each arm on one pair: an arm that has frames has the next row of the pair's sprite. */
export function walkRecords({ arms, walks, pair, at, places, factors }: WalkRecordsOptions): ExplorationWalk[] {
  let rows = 0;
  return arms.map((arm, i) => {
    const { frames, latents } = walks[i]!.walks[at]!;
    const columns = places.flatMap((place, column) => (frames?.[place] == null ? [] : [column]));
    const distance = rowOf(arm.distance, pair);
    return {
      arm: i,
      row: frames === null ? null : rows++,
      ...(frames !== null && columns.length < places.length && { columns }),
      reprojection: rowOf(arm.reprojection, pair),
      distance,
      factors:
        distance === null
          ? null
          : factors.map((name) => rowOf({ alphas: arm.distance!.alphas, values: arm.factors[name]! }, pair)!),
      latents: latents && places.map((place) => shortPlace(latents[place]!)),
    };
  });
}

/** A pair's values along α; null where the pair is not among those that there are values of. */
function rowOf(along: AlongPairs | null, pair: number): number[] | null {
  if (along === null) return null;
  const width = along.alphas.length;
  const row = Array.from(along.values.subarray(pair * width, (pair + 1) * width), short);
  return row.length === width && row.every(Number.isFinite) ? row : null;
}

/** Five digits: a figure needs no more, and a page is shorter so. */
const short = (value: number): number => Number(value.toPrecision(5));

export const shortPlace = ([x, y]: readonly [number, number]): readonly [number, number] => [short(x), short(y)];
