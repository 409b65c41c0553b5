import { suggestion, UsageError } from '@latent-paths/core';

/** Where a metric that is called by its own name alone is looked for. */
const METRICS = [
  (name: string) => `points.${name}.mean`,
  (name: string) => `paths.${name}.mean`,
  (name: string) => `sets.${name}`,
];

/** How many keys a message lists. */
const MOST_TOLD = 12;

/**
 * The key that is meant by a name: that key; or the metric of that name; or the one key that ends in it, so that
 * `everySteps` would be ambiguous and `attraction.weight` is not.
 * @throws UsageError if there is none, or more than one
 */
export function resolveKey(name: string, keys: readonly string[]): string {
  const known = new Set(keys);
  if (known.has(name)) return name;
  const metrics = METRICS.map((full) => full(name)).filter((key) => known.has(key));
  if (metrics.length === 1) return metrics[0]!;
  const endings = keys.filter((key) => key.endsWith(`.${name}`));
  if (endings.length === 1) return endings[0]!;
  const several = metrics.length > 0 ? metrics : endings;
  if (several.length > 0)
    throw new UsageError(
      `${name}: expected one key, got the ending of several: ${several.slice(0, MOST_TOLD).join(', ')}`,
    );
  const beginnings = keys.filter((key) => key.startsWith(`${name}.`) || key.includes(`.${name}.`));
  if (beginnings.length > 0)
    throw new UsageError(
      `${name}: expected one key, got the beginning of several: ${beginnings.slice(0, MOST_TOLD).join(', ')}`,
    );
  throw new UsageError(describeUnknown(name, keys));
}

function describeUnknown(name: string, keys: readonly string[]): string {
  const [metric, alpha] = name.split('@');
  const grid = keys.filter((key) => key.startsWith(`${metric}@`)).map((key) => key.slice(metric!.length + 1));
  if (alpha !== undefined && grid.length > 0) {
    const nearest = grid
      .toSorted((a, b) => Math.abs(Number(a) - Number(alpha)) - Math.abs(Number(b) - Number(alpha)))
      .slice(0, 2);
    return (
      `${name}: expected an α of the grid, got ${alpha}; the nearest are ` +
      `${nearest.map((at) => `${metric}@${at}`).join(' and ')}`
    );
  }
  const names = keys.filter((key) => !key.includes('@'));
  const shorter = names.map((key) => key.replace(/^(points|paths|sets)\.|\.mean$/g, ''));
  const near = suggestion(name, names) || suggestion(name, shorter);
  return `${name}: no trial has this key${near || `; all are listed by: latent-paths list --json --limit 1`}`;
}
