import type { VaeProjectionRecord } from '@latent-paths/core';

/**
 * What tells VAEs apart in a figure, by the settings in which they differ: `latent 16, variance 0.1`; a single one by
 * the name of its artifact.
 */
export function vaeLabels(vaes: readonly Pick<VaeProjectionRecord, 'vae' | 'artifact'>[]): readonly string[] {
  const flat = vaes.map(({ vae }) => new Map(flatten(vae, '')));
  const keys = [...new Set(flat.flatMap((settings) => [...settings.keys()]))];
  const differing = keys.filter((key) => new Set(flat.map((settings) => settings.get(key))).size > 1);
  const labels = flat.map((settings) =>
    differing.flatMap((key) => (settings.has(key) ? [`${key} ${settings.get(key)}`] : [])).join(', '),
  );
  const told = labels.every((label) => label !== '') && new Set(labels).size === labels.length;
  return told ? labels : vaes.map(({ artifact }) => artifact);
}

function flatten(value: VaeProjectionRecord['vae'], key: string): [string, string][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[key, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flatten(inner, key === '' ? name : `${key}.${name}`));
}
