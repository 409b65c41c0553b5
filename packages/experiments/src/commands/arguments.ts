import { suggestion } from '@latent-paths/specification/yaml';
import { parseArgs } from 'node:util';
import type { Flags, FlagValues } from './command.js';
import { UsageError } from './usage-error.js';

/** Flags of every command. */
export const COMMON_FLAGS = {
  json: { about: 'print JSON in place of text' },
  results: { about: 'the results folder; results of the workspace where left out', value: 'FOLDER' },
  help: { about: 'print this' },
} as const satisfies Flags;

export interface Arguments<Known extends Flags> {
  readonly names: readonly string[];
  readonly flags: FlagValues<Known & typeof COMMON_FLAGS>;
}

/**
 * Reads the arguments of a command. @throws UsageError where a flag is unknown, or lacks its value, or has one too many
 */
export function parseArguments<Known extends Flags>(args: readonly string[], own: Known): Arguments<Known> {
  const flags: Flags = { ...own, ...COMMON_FLAGS };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value, multiple = false }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple },
    ]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = flags[token.name];
    if (flag === undefined)
      throw unknown(
        token.rawName,
        Object.keys(flags).map((name) => `--${name}`),
      );
    if (flag.value === undefined && token.value !== undefined)
      throw new UsageError(`${token.rawName}: expected no value, got ${token.value}`);
    if (flag.value !== undefined && (token.value === undefined || token.value.startsWith('--'))) {
      throw new UsageError(`${token.rawName}: expected a value, as in ${token.rawName} ${flag.value}`);
    }
    if (flag.value !== undefined && token.value?.trim() === '') {
      throw new UsageError(
        `${token.rawName}: expected a value, as in ${token.rawName} ${flag.value}, got nothing; write one, or ` +
          'leave the flag out',
      );
    }
    const times = tokens.filter((other) => other.kind === 'option' && other.name === token.name).length;
    if (times > 1 && flag.value !== undefined && flag.multiple !== true)
      throw new UsageError(`${token.rawName}: expected once, got ${times} times`);
  }
  const given = Object.entries(flags).map(([name, { value, multiple }]) => [
    name,
    values[name] ?? (value === undefined ? false : multiple ? [] : undefined),
  ]);
  // The loop above held every value against its flag; Object.fromEntries forgets the names.
  return { names: positionals, flags: Object.fromEntries(given) as FlagValues<Known & typeof COMMON_FLAGS> };
}

function unknown(got: string, names: readonly string[]): UsageError {
  return new UsageError(`${got}: unknown flag; expected one of ${names.join(', ')}${suggestion(got, names)}`);
}
