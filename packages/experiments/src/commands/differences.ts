import { hashJson } from '@latent-paths/core';
import type { Leaf } from '@latent-paths/specification/keys';

interface Sheet {
  readonly trained: boolean;
  readonly settings: ReadonlyMap<string, Leaf>;
}

/**
 * The keys in which some of the sheets differ: one has another value, or one of the same sort (trained or not) lacks
 * the key. That a formula has no learning rate is no difference.
 */
export function differingKeys(sheets: readonly Sheet[]): string[] {
  const keys = [...new Set(sheets.flatMap(({ settings }) => [...settings.keys()]))];
  return keys.filter((key) => {
    const having = sheets.filter(({ settings }) => settings.has(key));
    const values = new Set(having.map(({ settings }) => hashJson(settings.get(key))));
    return (
      values.size > 1 ||
      sheets.some((sheet) => !sheet.settings.has(key) && having.some(({ trained }) => trained === sheet.trained))
    );
  });
}
