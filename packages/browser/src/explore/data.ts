import type { ExplorationRecord } from '@latent-paths/core';

/** How an arm is drawn, and what is known of it. */
export interface ExploreArm {
  readonly name: string;
  /** A CSS colour. */
  readonly colour: string;
  readonly dash: string | null;
  /** α of its r. */
  readonly alphas: readonly number[];
  readonly truthAlphas: readonly number[] | null;
  readonly plane: number | null;
}

/** What the script of a page draws pairs from: numbers as in `exploration.json`, and pictures as data. */
export interface ExploreData extends Pick<
  ExplorationRecord,
  'alphas' | 'image' | 'tile' | 'factors' | 'planes' | 'pairs'
> {
  readonly arms: readonly ExploreArm[];
  readonly mime: 'image/webp' | 'image/png';
}

export type ExplorePair = ExploreData['pairs'][number];
