import { parseArgs } from 'node:util';
import { suggestion } from '../suggestion.js';
import { UsageError } from './explained-error.js';
import type { Flag, Flags, FlagValues } from './flags.js';

export interface Arguments<Known extends Flags> {
  /** The words that are not flags, in their order. */
  readonly names: readonly string[];
  readonly flags: FlagValues<Known>;
}

/**
 * Reads a command line by its flags; `-h` is `--help` if there is such a flag. A value follows `=` or a space.
 * @throws UsageError if a flag is unknown, or lacks its value, or has one too many
 */
export function parseArguments<Known extends Flags>(args: readonly string[], known: Known): Arguments<Known> {
  const flags: Flags = known;
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: optionsOf(flags),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  for (const { name, rawName, value } of given) {
    const flag = flags[name];
    if (flag === undefined) throw unknown(rawName, Object.keys(flags));
    checkValue(rawName, flag, value);
    const times = given.filter((other) => other.name === name).length;
    if (times > 1 && flag.value !== undefined && flag.multiple !== true)
      throw new UsageError(`${rawName}: expected once, got ${times} times`);
  }
  const entries = Object.entries(flags).map(([name, flag]) => [name, values[name] ?? absent(flag)]);
  // The loop above held every value against its flag; Object.fromEntries forgets the names.
  return { names: positionals, flags: Object.fromEntries(entries) as FlagValues<Known> };
}

/** The flags in the form of Node's parser. */
function optionsOf(flags: Flags) {
  const options = Object.entries(flags).map(([name, { value, multiple = false }]) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const);
    return [name, { type, multiple, ...(name === 'help' && { short: 'h' }) }];
  });
  return Object.fromEntries(options);
}

function absent({ value, multiple }: Flag): false | [] | undefined {
  if (value === undefined) return false;
  return multiple ? [] : undefined;
}

function checkValue(rawName: string, flag: Flag, value: string | undefined): void {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName}: expected no value, got ${value}`);
    return;
  }
  const example = `${rawName}: expected a value, as in ${rawName} ${flag.value}`;
  if (value === undefined || value.startsWith('--')) throw new UsageError(example);
  if (value.trim() === '') throw new UsageError(`${example}, got nothing; write one, or leave the flag out`);
}

function unknown(got: string, names: readonly string[]): UsageError {
  const flags = names.map((name) => `--${name}`);
  return new UsageError(`${got}: unknown flag; expected one of ${flags.join(', ')}${suggestion(got, flags)}`);
}
