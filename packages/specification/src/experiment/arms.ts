import { suggestion } from '@latent-paths/core';
import { trialShape } from '../trial/trial-shape.js';
import { listed } from '../yaml/check.js';
import { keyPlace, mappingAt, pick, type LocatedMap } from '../yaml/located.js';
import { mergeAll } from '../yaml/merge.js';
import { namesAt } from '../yaml/named.js';
import { ConfigurationError } from '../yaml/problem.js';
import { defaults } from './defaults.js';

/** More than any chain of arms needs: bases in common are laid once for each way that leads to them. */
const MOST_LAYERS = 64;

export function isTrialKey(key: string): boolean {
  return Object.hasOwn(trialShape, key);
}

/** The arms of an experiment, before matrix and zip. */
export interface Arms {
  /** All arms as the file and its bases declare them together. */
  readonly declared: LocatedMap;
  readonly names: readonly string[];
  /**
   * The settings of an arm: the defaults, below those of the files, below those of the arms that it extends, below its
   * own.
   * @throws ConfigurationError if it extends itself or an arm that is not there; without a problem of its own,
   *   where that arm has one
   */
  treeOf(name: string): LocatedMap;
}

/**
 * Reads the arms of an experiment from its `layers`, the lowest first. Whatever is no mapping is left out: the schema
 * reports it.
 */
export function readArms(layers: readonly [LocatedMap, ...LocatedMap[]]): Arms {
  const below = mergeAll([defaults, ...layers.map((layer) => pick(layer, isTrialKey))]);
  const declared = mappingAt(mergeAll(layers), 'arms');
  const names = [...declared.entries].filter(([, { value }]) => value.type === 'map').map(([name]) => name);

  /** What each file says of an arm, lowest first; a file that takes the arm away takes away what is below. */
  const own = (name: string): LocatedMap[] =>
    layers.reduce<LocatedMap[]>((found, layer) => {
      const value = mappingAt(layer, 'arms').entries.get(name)?.value;
      return value === undefined ? found : value.type === 'map' ? [...found, value] : [];
    }, []);

  function layersOf(name: string, chain: readonly string[]): LocatedMap[] {
    const circle = [...chain, name];
    const tooMany = () => {
      const message =
        `expected at most ${MOST_LAYERS} arms below it (an arm counts each time it is extended), got more; extend ` +
        'fewer';
      return new ConfigurationError([{ place: keyPlace(declared, [circle[0]!]), path: ['arms', circle[0]!], message }]);
    };
    if (chain.length > MOST_LAYERS) throw tooMany();
    const bases = namesAt(mappingAt(declared, name), 'extends', ['arms', name]).flatMap(({ name: base, place }) => {
      const refuse = (message: string) => new ConfigurationError([{ place, path: ['arms', name, 'extends'], message }]);
      if (circle.includes(base)) {
        throw refuse(
          'expected arms that do not extend one another in a circle, got ' +
            `${[...circle.slice(circle.indexOf(base)), base].join(' → ')}`,
        );
      }
      // it is no mapping, and the schema reports it
      if (!names.includes(base) && declared.entries.has(base)) throw new ConfigurationError([]);
      if (!names.includes(base))
        throw refuse(`expected one of ${listed(names)}, got ${base}${suggestion(base, names)}`);
      return layersOf(base, circle);
    });
    const all = [...bases, ...own(name)];
    if (all.length > MOST_LAYERS) throw tooMany();
    return all;
  }

  return {
    declared,
    names,
    treeOf: (name) => mergeAll([below, ...layersOf(name, []).map((layer) => pick(layer, isTrialKey))]),
  };
}
