import type { ExperimentRecord } from '@latent-paths/core';

/** A leaf of a configuration: JSON. */
export type Leaf = ExperimentRecord['arms'][number]['settings'][number]['value'];

/** Leaves of nested JSON by dotted key. Lists are leaves, and a constant schedule is its number. */
export function flatten(value: object, prefix = ''): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isConstant(inner)) leaves.set(name, inner.value);
    else if (inner !== null && typeof inner === 'object' && !Array.isArray(inner))
      flatten(inner, name).forEach((leaf, at) => leaves.set(at, leaf));
    else if (inner !== undefined) leaves.set(name, inner);
  }
  return leaves;
}

function isConstant(value: unknown): value is { kind: 'constant'; value: number } {
  return (
    value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'constant' && 'value' in value
  );
}
