import { hashJson } from '@latent-paths/core';
import { flatten } from './flatten.js';
import { usedConfig } from './identity.js';
import type { ResolvedArm, ResolvedExperiment } from './resolve.js';
import type { ExperimentRecord } from '@latent-paths/core';

export type Setting = ExperimentRecord['arms'][number]['settings'][number];

/**
 * What tells the arms apart: for each arm the dotted keys that it uses and that have another value in some other arm,
 * or that some other arm of its sort (trained or not) does not have.
 */
export function armSettings({ arms }: Pick<ResolvedExperiment, 'arms'>): ReadonlyMap<string, Setting[]> {
  const sheets = arms.map((arm) => ({ arm, settings: flatten(usedConfig(arm.config)) }));
  const differs = (own: ResolvedArm, key: string, value: Setting['value']) =>
    sheets.some(({ arm, settings }) =>
      settings.has(key) ? hashJson(settings.get(key)) !== hashJson(value) : arm.trained === own.trained,
    );
  return new Map(
    sheets.map(({ arm, settings }) => [
      arm.name,
      [...settings].filter(([key, value]) => differs(arm, key, value)).map(([key, value]) => ({ key, value })),
    ]),
  );
}
