import { hashJson, rootKey, sampleWithoutReplacement, split } from '@latent-paths/core';
import type { ResolvedArm, ResolvedExperiment, ResolvedTrial } from '@latent-paths/specification/experiment';
import { poolInputHash } from '@latent-paths/specification/trial';

/** A trial with what a person calls it. */
export interface OrderedTrial {
  readonly trial: ResolvedTrial;
  readonly trained: boolean;
  /** The arm, and the seed where there are several. */
  readonly label: string;
}

/** The trials of an experiment as the file has them, with those together that use the same VAE and pools. */
export function orderTrials({ arms }: Pick<ResolvedExperiment, 'arms'>): OrderedTrial[] {
  const groups = new Map<string, OrderedTrial[]>();
  for (const arm of arms) {
    const key = poolInputHash(arm.config);
    groups.set(key, [...(groups.get(key) ?? []), ...trialsOf(arm)]);
  }
  return [...groups.values()].flat();
}

/**
 * The trials in an order that tells something early: the baseline first, and no arm a second time before every arm has
 * had its turn, all with the same seed where they have it. Drawn by a key that the trials themselves give, so that it
 * is the same whenever the experiment is run again.
 */
export function shuffleTrials({
  arms,
  baseline,
  seeds,
}: Pick<ResolvedExperiment, 'arms' | 'baseline' | 'seeds'>): OrderedTrial[] {
  const key = split(rootKey(0), hashJson(arms.map(({ trials }) => trials.map(({ hash }) => hash))));
  const turns = shuffled(seeds, split(key, 'seeds'));
  return turns.flatMap((seed, turn) => {
    const first = turn === 0;
    const due = arms.flatMap((arm) =>
      trialsOf(arm).filter(({ trial, trained }) => (trained ? trial.seed === seed : first)),
    );
    const isBaseline = ({ trial }: OrderedTrial) => trial.arm === baseline;
    return [
      ...due.filter(isBaseline),
      ...shuffled(
        due.filter((one) => !isBaseline(one)),
        split(split(key, 'turn'), turn),
      ),
    ];
  });
}

function trialsOf({ name, trained, trials }: ResolvedArm): OrderedTrial[] {
  return trials.map((trial) => ({ trial, trained, label: trials.length > 1 ? `${name} (seed ${trial.seed})` : name }));
}

function shuffled<Item>(items: readonly Item[], key: ReturnType<typeof rootKey>): Item[] {
  return Array.from(sampleWithoutReplacement(key, items.length, items.length), (i) => items[i]!);
}
