import { hashJson } from '@latent-paths/core';
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

/** Leaves by dotted key. Lists are leaves, and a constant schedule is its number. */
function flatten(value: object, prefix = ''): Map<string, Setting['value']> {
  const leaves = new Map<string, Setting['value']>();
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isConstant(inner)) leaves.set(name, inner.value);
    else if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) flatten(inner, name).forEach((leaf, at) => leaves.set(at, leaf));
    else if (inner !== undefined) leaves.set(name, inner);
  }
  return leaves;
}

function isConstant(value: unknown): value is { kind: 'constant'; value: number } {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'constant' && 'value' in value;
}
