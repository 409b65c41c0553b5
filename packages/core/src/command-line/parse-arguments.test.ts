import { expect, it } from 'vitest';
import { UsageError } from './explained-error.js';
import { parseArguments } from './parse-arguments.js';

const FLAGS = {
  where: { about: '', value: 'KEY=VALUE', multiple: true },
  limit: { about: '', value: 'N' },
  yes: { about: '' },
  help: { about: '' },
} as const;

it('takes names and flags in any order, and tells what was not given apart', () => {
  expect(parseArguments(['a', '--where', 'x=1', '--yes', 'b', '--where=y<2', '--limit', '-3'], FLAGS)).toEqual({
    names: ['a', 'b'],
    flags: { where: ['x=1', 'y<2'], limit: '-3', yes: true, help: false },
  });
  expect(parseArguments([], FLAGS).flags).toMatchObject({ where: [], limit: undefined, yes: false });
  expect(parseArguments(['-h'], FLAGS).flags.help).toBe(true);
});

it.each([
  [['--lmit', '3'], '--lmit: unknown flag; expected one of --where, --limit, --yes, --help; did you mean --limit?'],
  [['-x'], /^-x: unknown flag/],
  [['--limit'], '--limit: expected a value, as in --limit N'],
  [['--limit', '--yes'], '--limit: expected a value, as in --limit N'],
  [['--yes=now'], '--yes: expected no value, got now'],
  [['--limit=1', '--limit=2'], '--limit: expected once, got 2 times'],
])('refuses %j', (args, message) => {
  expect(() => parseArguments(args, FLAGS)).toThrow(UsageError);
  expect(() => parseArguments(args, FLAGS)).toThrow(message);
});
