import { hashJson, shortHash } from '@latent-paths/core';
import { LONGEST_NAME } from './experiment-file.js';
import type { Point } from './matrix.js';
import type { Override } from './overrides.js';
import { plain } from '../yaml/located.js';

/** `all-dense-attraction-weight-0.3`: an arm's name at a point, fit for a folder. */
export function nameAt(arm: string, point: Point): string {
  const parts = point.flatMap(({ path, entry }) => [...path.slice(-2), ...leaves(plain(entry.value))].map(slug));
  return shortened([arm, ...parts].join('-'), point.map(setting));
}

/**
 * `dense-alpha.budget-projections-20000`: the name of an experiment that was changed from outside. The order of the
 * changes does not count; where a value's text is not its own slug, a hash tells it from others like it.
 */
export function nameWith(experiment: string, changes: readonly Override[]): string {
  if (changes.length === 0) return experiment;
  const sorted = changes
    .map(({ path, entry }) => settingsIn(path, plain(entry.value)))
    .flat()
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const words = sorted.flatMap(({ key, value }) => [...key.split('.'), ...leaves(value)]);
  const name = `${experiment}.${words.map(slug).join('-')}`;
  const faithful = sorted.every(({ value }) => leaves(value).every((leaf) => slug(leaf) === leaf && leaf !== ''));
  return faithful ? shortened(name, sorted) : cut(name, sorted);
}

interface Setting {
  readonly key: string;
  readonly value: unknown;
}

function setting({ key, entry }: Override): Setting {
  return { key, value: plain(entry.value) };
}

/** `budget={projections: 3}` as `budget.projections=3`. */
function settingsIn(path: readonly string[], value: unknown): Setting[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length === 0)
    return [{ key: path.join('.'), value }];
  return Object.entries(value).flatMap(([key, inner]) => settingsIn([...path, key], inner));
}

function shortened(name: string, settings: readonly Setting[]): string {
  return name.length <= LONGEST_NAME ? name : cut(name, settings);
}

/** The start of a name, and a hash of all that it stands for. */
function cut(name: string, settings: readonly Setting[]): string {
  const hash = shortHash(hashJson(settings.map(({ key, value }) => [key, value])));
  return `${name.slice(0, LONGEST_NAME - hash.length - 1).replace(/[.-]+$/, '')}-${hash}`;
}

function leaves(value: unknown): string[] {
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(leaves);
  return [String(value)];
}

function slug(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-');
}
