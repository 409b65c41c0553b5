import { trialSchema, trialShape } from './spec.js';
import { suggestion } from './yaml/check.js';
import { locateMapping, mappingAt, pick, type LocatedMap } from './yaml/located.js';
import { merge } from './yaml/merge.js';
import { namesAt } from './yaml/named.js';
import { ConfigurationError } from './yaml/problem.js';

export function isTrialKey(key: string): boolean {
  return Object.hasOwn(trialShape, key);
}

/** What holds where nothing is written. */
const defaults = locateMapping(trialSchema.parse({}), { source: 'default', position: null });

/**
 * The settings of an arm: the defaults, below those of the file, below those of the arms that it extends, below its own.
 * @throws ConfigurationError where it extends itself or an arm that is not there
 */
export function armTree(file: LocatedMap, name: string): LocatedMap {
  return [pick(file, isTrialKey), ...armLayers(file, name, [])].reduce(merge, defaults);
}

/** What an arm adds to the file, lowest first. */
function armLayers(file: LocatedMap, name: string, chain: readonly string[]): LocatedMap[] {
  const arms = mappingAt(file, 'arms');
  const own = mappingAt(arms, name);
  const bases = namesAt(own, 'extends').flatMap(({ name: base, place }) => {
    const refuse = (message: string) => new ConfigurationError([{ place, path: ['arms', name, 'extends'], message }]);
    const circle = [...chain, name];
    if (circle.includes(base)) {
      throw refuse(`expected arms that do not extend one another in a circle, got ${[...circle.slice(circle.indexOf(base)), base].join(' → ')}`);
    }
    if (!arms.entries.has(base)) throw refuse(`expected one of ${[...arms.entries.keys()].join(', ')}, got ${base}${suggestion(base, [...arms.entries.keys()])}`);
    return armLayers(file, base, circle);
  });
  return [...bases, pick(own, isTrialKey)];
}
