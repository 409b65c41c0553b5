import { parseArgs } from 'node:util';
import { NIGHTLY, SHORT, type Length } from './lengths.js';
import { FAULT_NAMES, faults, type FaultName } from './registry.js';

export interface Options {
  readonly names: readonly FaultName[];
  readonly length: Length;
  /** Another seed kills and damages elsewhere. */
  readonly seed: number;
  /** Whether what was made is left, to look at. */
  readonly keeps: boolean;
  readonly json: boolean;
}

export const USAGE = `npm run torture -- [options]
  --only=a,b     these faults alone: ${FAULT_NAMES.join(', ')}
  --short        what npm test tries
  --kills=N      processes that are killed (${NIGHTLY.kills})
  --every=N      of files, moments and sizes every N-th (${NIGHTLY.every})
  --trials=N     trials of the large store (${NIGHTLY.trials})
  --load=N       processes that keep the machine busy (${NIGHTLY.load})
  --patience=S   seconds after which a command is taken to hang (${NIGHTLY.patience})
  --seed=N       other moments and places (1)
  --keep         leave what was made in the temporary folder
  --json         print the counts as JSON
`;

/** @throws RangeError if a flag or its value is none; null asks for the usage */
export function readOptions(args: readonly string[]): Options | null {
  const text = { type: 'string' } as const;
  const is = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: text,
      short: is,
      kills: text,
      every: text,
      trials: text,
      load: text,
      patience: text,
      seed: text,
      keep: is,
      json: is,
      help: is,
    },
  });
  if (values.help) return null;
  const usual = values.short ? SHORT : NIGHTLY;
  const count = (
    name: 'kills' | 'every' | 'trials' | 'load' | 'patience' | 'seed',
    otherwise: number,
    least: number,
  ) => {
    const value = values[name] === undefined ? otherwise : Number(values[name]);
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`--${name}: expected a whole number of at least ${least}, got ${values[name]}`);
    return value;
  };
  const names =
    values.only === undefined
      ? FAULT_NAMES.filter((name) => !values.short || faults[name].isShort)
      : values.only.split(',').map(nameOf);
  return {
    names,
    length: {
      kills: count('kills', usual.kills, 1),
      every: count('every', usual.every, 1),
      trials: count('trials', usual.trials, 10),
      load: count('load', usual.load, 0),
      patience: count('patience', usual.patience, 1),
    },
    seed: count('seed', 1, 0),
    keeps: values.keep ?? false,
    json: values.json ?? false,
  };
}

function nameOf(text: string): FaultName {
  const name = FAULT_NAMES.find((one) => one === text);
  if (name === undefined) throw new RangeError(`--only: expected some of ${FAULT_NAMES.join(', ')}, got ${text}`);
  return name;
}
