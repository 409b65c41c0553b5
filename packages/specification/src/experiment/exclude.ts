import { suggestion } from '@latent-paths/core';
import type { Axis, Point } from './matrix.js';
import { listed, show } from '../yaml/check.js';
import { fingerprint, plain, type LocatedMap } from '../yaml/located.js';
import type { Path, Place, Problem } from '../yaml/problem.js';

/** Combinations that are left out: those that agree with `arm` and with every one of `values`. */
export interface Exclusion {
  readonly place: Place;
  readonly path: Path;
  /** Any arm where absent. */
  readonly arm: string | undefined;
  /** Fingerprints of values, by key. */
  readonly values: ReadonlyMap<string, string>;
}

export interface Exclusions {
  readonly exclusions: readonly Exclusion[];
  readonly problems: readonly Problem[];
}

/**
 * Reads `exclude` against what there is to leave out. Whatever has not its form is left out: the schema reports it.
 */
export function readExclusions(file: LocatedMap, arms: readonly string[], axes: readonly Axis[]): Exclusions {
  const written = file.entries.get('exclude')?.value;
  const items = written?.type === 'list' ? written.items : [];
  const given = valuesByKey(axes);
  const parts = items.map((item, i) =>
    item.type === 'map' && item.entries.size > 0
      ? readExclusion(item, ['exclude', i], arms, given)
      : { exclusions: [], problems: [] },
  );
  return {
    exclusions: parts.flatMap(({ exclusions }) => exclusions),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

export function leavesOut(
  { arm, values }: Exclusion,
  candidate: { readonly arm: string; readonly point: Point },
): boolean {
  if (arm !== undefined && arm !== candidate.arm) return false;
  return [...values].every(([key, value]) =>
    candidate.point.some((one) => one.key === key && fingerprint(one.entry.value) === value),
  );
}

/** Exclusions that leave nothing out, each for itself: what they were written for is not there. */
export function checkExclusions(
  exclusions: readonly Exclusion[],
  candidates: readonly { readonly arm: string; readonly point: Point }[],
): Problem[] {
  return exclusions
    .filter((exclusion) => !candidates.some((candidate) => leavesOut(exclusion, candidate)))
    .map(({ place, path }) => ({
      place,
      path,
      message:
        'expected a combination of arms, matrix and zip that there is, got one that there is not; delete it, or ' +
        'look at its values',
    }));
}

type Given = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** By key, the values that matrix and zip give it: what is shown of each by its fingerprint. */
function valuesByKey(axes: readonly Axis[]): Given {
  const given = new Map<string, Map<string, string>>();
  for (const { key, entry } of axes.flat(2)) {
    const values = given.get(key) ?? new Map<string, string>();
    given.set(key, values.set(fingerprint(entry.value), show(plain(entry.value))));
  }
  return given;
}

function readExclusion(item: LocatedMap, path: Path, arms: readonly string[], given: Given): Exclusions {
  const keys = ['arm', ...given.keys()];
  const problems: Problem[] = [...item.entries].flatMap(([key, { keyPlace, value }]) => {
    if (key !== 'arm' && !given.has(key)) {
      return [
        {
          place: keyPlace,
          path: [...path, key],
          message: `unknown key; expected one of ${listed(keys)}${suggestion(key, keys)}`,
        },
      ];
    }
    const known = key === 'arm' ? new Map(arms.map((arm) => [JSON.stringify(arm), arm])) : given.get(key)!;
    if (known.has(fingerprint(value))) return [];
    const got = plain(value);
    const hint = key === 'arm' && typeof got === 'string' ? suggestion(got, arms) : '';
    return [
      {
        place: value.place,
        path: [...path, key],
        message: `expected one of ${listed([...known.values()])}, got ${show(got)}${hint}`,
      },
    ];
  });
  if (problems.length > 0) return { exclusions: [], problems };
  const values = new Map([...item.entries].map(([key, { value }]) => [key, fingerprint(value)]));
  const arm = item.entries.get('arm')?.value;
  values.delete('arm');
  return {
    exclusions: [{ place: item.place, path, arm: arm === undefined ? undefined : String(plain(arm)), values }],
    problems: [],
  };
}
