import { suggestion } from '@latent-paths/core';
import { isTrialKey } from './arms.js';
import { override, type Override } from './overrides.js';
import { trialSchema } from '../trial/trial-schema.js';
import { listed, show } from '../yaml/check.js';
import { fingerprint, plain, type Located, type LocatedEntry, type LocatedMap } from '../yaml/located.js';
import { formatPlace, type Path, type Problem } from '../yaml/problem.js';

/** Settings that hold together: one combination of the values of matrix and zip, or the part of one axis in it. */
export type Point = readonly Override[];

/**
 * One thing that varies: a key of the matrix with a point for each of its values, or a zip with a point for each of its
 * rows.
 */
export type Axis = readonly Point[];

export interface Axes {
  /** The keys of the matrix, then the zips, in the order of the file. */
  readonly axes: readonly Axis[];
  /**
   * Whether nothing that is written was left out: else the points of the grid are not known, nor the names of the arms.
   */
  readonly isWhole: boolean;
  readonly problems: readonly Problem[];
}

/** What varies in an experiment. Whatever has not the form of a matrix or a zip is left out: the schema reports it. */
export function readAxes(file: LocatedMap): Axes {
  const parts = [
    ...mappingsAt(file, 'matrix').flatMap(({ map, path }) =>
      [...map.entries].map(([key, entry]) => readAxis([[key, entry]], path)),
    ),
    ...mappingsAt(file, 'zip').map(({ map, path }) => readAxis([...map.entries], path)),
  ];
  const areRead = ['matrix', 'zip'].every((key) => isGrid(file.entries.get(key)?.value, key));
  return {
    axes: parts.flatMap(({ axes }) => axes),
    isWhole: areRead && parts.every(({ isWhole }) => isWhole),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

/** Whether it has the form of a matrix or a zip, or is not there. */
function isGrid(value: Located | undefined, key: string): boolean {
  if (value === undefined || value.type === 'map') return true;
  return key === 'zip' && value.type === 'list' && value.items.every(({ type }) => type === 'map');
}

/** Every combination of one point of each axis, the last axis fastest. */
export function combinations(axes: readonly Axis[]): Point[] {
  return axes.reduce<Point[]>(
    (points, axis) => points.flatMap((point) => axis.map((values) => [...point, ...values])),
    [[]],
  );
}

/** The axes as whoever takes only some of their keys sees them: points that are then the same are one. */
export function project(axes: readonly Axis[], takes: (one: Override) => boolean): Axis[] {
  return axes.map((axis) => [
    ...new Map(axis.map((point) => point.filter(takes)).map((point) => [signature(point), point])).values(),
  ]);
}

function signature(point: Point): string {
  return point.map(({ key, entry }) => `${key}=${fingerprint(entry.value)}`).join('\n');
}

/** The mapping at a key, or the mappings of a list there. */
function mappingsAt(file: LocatedMap, key: string): { readonly map: LocatedMap; readonly path: Path }[] {
  const value = file.entries.get(key)?.value;
  if (value?.type === 'map') return [{ map: value, path: [key] }];
  if (value?.type !== 'list' || key === 'matrix') return [];
  return value.items.flatMap((map, i) => (map.type === 'map' ? [{ map, path: [key, i] }] : []));
}

/** An axis of keys that change together. */
function readAxis(entries: readonly (readonly [key: string, entry: LocatedEntry])[], path: Path): Axes {
  const columns = entries.flatMap(([key, { keyPlace, value }]) =>
    value.type === 'list'
      ? [
          {
            key,
            keyPlace,
            place: value.place,
            values: value.items.map((item) => override(key, { keyPlace, value: item })),
          },
        ]
      : [],
  );
  const [first] = columns;
  if (entries.length === 0) return { axes: [], isWhole: true, problems: [] };
  if (first === undefined || columns.length < entries.length || columns.some(({ values }) => values.length === 0))
    return { axes: [], isWhole: false, problems: [] };
  const problems: Problem[] = columns.flatMap(({ key, keyPlace, place, values }) => {
    if (!isTrialKey(key.split('.')[0]!)) return [{ place: keyPlace, path: [...path, key], message: unknownKey(key) }];
    if (values.length === first.values.length) return [];
    const message =
      `expected ${first.values.length} values, as many as ${first.key} (${formatPlace(first.place)}), got ` +
      `${values.length}`;
    return [{ place, path: [...path, key], message }];
  });
  if (problems.length > 0) return { axes: [], isWhole: false, problems };
  const axis = first.values.map((_, i) => columns.map(({ values }) => values[i]!));
  return { axes: [axis], isWhole: true, problems: checkDifferent(axis, path) };
}

function unknownKey(key: string): string {
  const names = Object.keys(trialSchema.shape);
  return `unknown key; expected one of ${listed(names)}${suggestion(key.split('.')[0]!, names)}`;
}

function checkDifferent(axis: Axis, path: Path): Problem[] {
  const met = new Set<string>();
  return axis.flatMap((point) => {
    const isNew = !met.has(signature(point));
    met.add(signature(point));
    const [{ key, entry }] = point as [Override]; // an axis has at least one key
    const shown = point.map((one) => show(plain(one.entry.value))).join(' with ');
    return isNew
      ? []
      : [
          {
            place: entry.value.place,
            path: [...path, key],
            message: `expected values that differ, got ${shown} again`,
          },
        ];
  });
}
