import { isTrialKey } from './arms.js';
import type { ArmAtPoint } from './unresolved-arm.js';
import { isTrained } from '../trial/identity.js';
import { apply, layerOf, type Override } from './overrides.js';
import { isFormulaKey } from '../keys/used-keys.js';
import { mappingAt, pick, valueAt, type LocatedMap } from '../yaml/located.js';
import { formatPlace } from '../yaml/problem.js';

/** A setting that a written null removes, and the value that holds instead. */
export interface Removal {
  /** Dotted. */
  readonly key: string;
  /** Where the null is written. */
  readonly place: string;
  /** The arm that it is written for; null if it is for all. */
  readonly arm: string | null;
  /** The default of the key; undefined if it has none. */
  readonly value: unknown;
}

/** All that nulls in the files and in the flags take away from any arm, but what is set again above them. */
export function removalsOf(
  layers: readonly LocatedMap[],
  flags: readonly Override[],
  arms: readonly ArmAtPoint[],
): Removal[] {
  const shared = [...layers.map((layer) => pick(layer, isTrialKey)), ...flags.map(layerOf)];
  const found = arms.flatMap((arm) => {
    const tree = arm.applied.reduce(apply, arm.tree);
    const own = layers.map((layer) => pick(mappingAt(mappingAt(layer, 'arms'), arm.arm), isTrialKey));
    const ofAll = shared.flatMap((layer) => nullsIn(layer)).map((one) => ({ ...one, arm: null }));
    const ofArm = own.flatMap((layer) => nullsIn(layer)).map((one) => ({ ...one, arm: arm.arm }));
    return [...ofAll, ...ofArm]
      .filter(({ path }) => (isTrained(arm.config) || isFormulaKey(path[0]!)) && valueAt(tree, path) === undefined)
      .map(({ path, place, arm: of }): Removal => {
        const value = path.reduce<unknown>(valueOf, arm.config);
        return { key: path.join('.'), place, arm: of, value };
      });
  });
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

interface WrittenNull {
  readonly path: readonly string[];
  readonly place: string;
}

function nullsIn(map: LocatedMap, above: readonly string[] = []): WrittenNull[] {
  return [...map.entries].flatMap(([key, { keyPlace, value }]) => {
    const path = [...above, key];
    if (value.type === 'map') return nullsIn(value, path);
    return value.type === 'scalar' && value.value === null ? [{ path, place: formatPlace(keyPlace) }] : [];
  });
}

function valueOf(container: unknown, key: string): unknown {
  return container !== null && typeof container === 'object' && Object.hasOwn(container, key)
    ? Reflect.get(container, key)
    : undefined;
}
