import { override, type Override } from './overrides.js';
import { mappingAt, plain, type LocatedMap } from './yaml/located.js';

/** One combination of a matrix's values. */
export type Point = readonly Override[];

/** The keys of a file's matrix with their values, in order. Whatever is no list has none: the schema tells of it. */
export function matrixAxes(file: LocatedMap): Override[][] {
  return [...mappingAt(file, 'matrix').entries].map(([key, { keyPlace, value }]) =>
    value.type === 'list' ? value.items.map((item) => override(key, { keyPlace, value: item })) : [],
  );
}

/** Every combination of one value of each axis, the last axis fastest. */
export function combinations(axes: readonly (readonly Override[])[]): Point[] {
  return axes.reduce<Point[]>((points, axis) => points.flatMap((point) => axis.map((value) => [...point, value])), [[]]);
}

/** `all-dense-attraction-weight-0.3`: an arm's name at a point, fit for a folder. */
export function nameAt(arm: string, point: Point): string {
  return [arm, ...point.flatMap(({ path, entry }) => [...path.slice(-2), ...leaves(plain(entry.value))].map(slug))].join('-');
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
