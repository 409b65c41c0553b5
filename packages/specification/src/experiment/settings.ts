import { hashJson } from '@latent-paths/core';
import { flatten } from '../keys/flatten.js';
import { usedConfig } from '../trial/identity.js';
import type { ResolvedArm, ResolvedExperiment } from './resolved.js';
import type { ExperimentRecord } from '@latent-paths/core';

export type Setting = ExperimentRecord['arms'][number]['settings'][number];

/**
 * The differences between the arms: for each arm the dotted keys that it uses and that have another value in some other
 * arm,
 * or that some other arm of its sort (trained or not) does not have.
 */
export function armSettings({ arms }: Pick<ResolvedExperiment, 'arms'>): ReadonlyMap<string, Setting[]> {
  const sheets = arms.map((arm) => ({
    arm,
    settings: [...flatten(usedConfig(arm.config))].map(([key, value]) => ({ key, value, hash: hashJson(value) })),
  }));
  const values = new Map<string, Set<string>>();
  /** How many arms of a sort have a key, and how many there are. */
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { arm, settings } of sheets) {
    count(`${arm.trained}`);
    for (const { key, hash } of settings) {
      values.set(key, (values.get(key) ?? new Set()).add(hash));
      count(`${arm.trained} ${key}`);
    }
  }
  const differs = ({ trained }: ResolvedArm, key: string) =>
    values.get(key)!.size > 1 || counts.get(`${trained} ${key}`) !== counts.get(`${trained}`);
  return new Map(
    sheets.map(({ arm, settings }) => [
      arm.name,
      settings.filter(({ key }) => differs(arm, key)).map(({ key, value }) => ({ key, value })),
    ]),
  );
}
