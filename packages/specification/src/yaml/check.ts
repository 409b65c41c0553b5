import { suggestion } from '@latent-paths/core';
import { z } from 'zod';
import { keyPlace, plain, valuePlace, type Located } from './located.js';
import type { Path, Problem } from './problem.js';

/** Nobody reads more names in one message. */
const MOST_NAMES = 24;

export type Checked<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly Problem[] };

/** Parses a located document by a schema. Every issue becomes a problem at the place where its cause is written. */
export function check<T>(schema: z.ZodType<T>, document: Located): Checked<T> {
  const input = plain(document);
  const result = schema.safeParse(input, { error: expectedNames });
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues
    .flatMap((issue) => describe(issue, issue.path, input))
    .map(({ path, message, atKey, isMissing = false }) => ({
      place: (atKey ? keyPlace : valuePlace)(document, path),
      path,
      message,
      isMissing,
    }));
  return { value: null, problems };
}

/** Names in a message: all, or the first of many. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ');
}

/** A value as an error shows it. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

interface Description {
  readonly path: Path;
  readonly message: string;
  /** The cause is the key, not its value. */
  readonly atKey: boolean;
  readonly isMissing?: boolean;
}

/** The names that a schema knows, as the message of an issue that does not carry them itself. */
function expectedNames(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject)
    return Object.keys(issue.inst.shape).join(', ');
  if (issue.code === 'invalid_union' && issue.inst instanceof z.ZodDiscriminatedUnion) {
    const keys = issue.inst.options.flatMap((option) =>
      option instanceof z.ZodObject ? Object.keys(option.shape) : [],
    );
    return [...new Set(keys)].join(', ');
  }
  return undefined;
}

function describe(issue: z.core.$ZodIssue, at: readonly PropertyKey[], input: unknown): Description[] {
  const path = at.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const got = path.reduce<unknown>(valueOf, input);
  const value = (message: string) => [{ path, message, atKey: false }];
  const missing = (expected: string) => [
    { path, message: `missing; expected ${expected}`, atKey: false, isMissing: true },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], issue.message));
    case 'invalid_union':
      if ('discriminator' in issue && issue.discriminator !== undefined) return describeChoice(issue, path, input);
      return describeUnion(issue.errors, path, input);
    case 'invalid_type':
      if (got === undefined) return missing(typeName(issue.expected));
      return value(`expected ${typeName(issue.expected)}, got ${show(got)}`);
    case 'invalid_value': {
      const names = issue.values.map(String);
      const expected = names.length === 1 ? names[0]! : `one of ${names.join(', ')}`;
      if (got === undefined) return missing(expected);
      return value(`expected ${expected}, got ${show(got)}${typeof got === 'string' ? suggestion(got, names) : ''}`);
    }
    case 'too_small':
      return value(
        `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${sized(issue.minimum, issue.origin)}, ` +
          `got ${show(got)}`,
      );
    case 'too_big':
      return value(
        `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${sized(issue.maximum, issue.origin)}, ` +
          `got ${show(got)}`,
      );
    case 'invalid_key':
      return [
        {
          path,
          message: `${issue.issues.map(({ message }) => message).join('; ')}, got ${show(path.at(-1))}`,
          atKey: true,
        },
      ];
    case 'custom':
      return value(issue.message);
    default:
      return value(`${issue.message}, got ${show(got)}`);
  }
}

function unknownKey(path: Path, expected: string): Description {
  const names = expected === '' ? [] : expected.split(', ');
  const among =
    names.length === 0
      ? 'expected no keys here'
      : names.length === 1
        ? `expected ${expected}`
        : `expected one of ${expected}`;
  const key = String(path.at(-1));
  const [head = '', ...inner] = key.split('.');
  const hint =
    inner.length > 0 && names.includes(head)
      ? `; write ${[head, ...inner].join(': { ')}: …${' }'.repeat(inner.length)}`
      : suggestion(key, names);
  return { path, message: `unknown key; ${among}${hint}`, atKey: true };
}

/** A `kind` that names no piece, or none at all, perhaps because the key is misspelt. */
function describeChoice(issue: z.core.$ZodIssueInvalidUnion, path: Path, input: unknown): Description[] {
  const key = String(path.at(-1));
  const around = path.slice(0, -1).reduce<unknown>(valueOf, input);
  const got = valueOf(around, key);
  const kinds = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (got !== undefined) {
    const hint = typeof got === 'string' ? suggestion(got, kinds) : '';
    const message = `expected one of ${kinds.join(', ')}, got ${show(got)}${hint}`;
    return [{ path, message, atKey: false }];
  }
  const misspelt = Object.keys(around ?? {}).find((name) => suggestion(name, [key]) !== '');
  if (misspelt !== undefined) return [unknownKey([...path.slice(0, -1), misspelt], issue.message)];
  return [{ path, message: `missing; expected one of ${kinds.join(', ')}`, atKey: false, isMissing: true }];
}

type Branch = readonly z.core.$ZodIssue[];

/** The branch that comes nearest among those that the value's type fits, or the types that all branches expect. */
function describeUnion(branches: readonly Branch[], path: Path, input: unknown): Description[] {
  const got = path.reduce<unknown>(valueOf, input);
  const fitting = branches.filter((issues) => mismatch(issues) === undefined).sort((a, b) => a.length - b.length);
  if (fitting[0] !== undefined) {
    const misspelt = describeMisspelt(fitting, got);
    if (misspelt !== undefined) return [{ ...misspelt, path: [...path, ...misspelt.path] }];
    return fitting[0].flatMap((issue) => describe(issue, [...path, ...issue.path], input));
  }
  const expected = branches
    .map(mismatch)
    .map((issue) => (issue?.code === 'invalid_type' ? typeName(issue.expected) : undefined));
  const types = expected.filter((name) => name !== undefined).join(' or ');
  if (got === undefined) return [{ path, message: `missing; expected ${types}`, atKey: false, isMissing: true }];
  return [{ path, message: `expected ${types}, got ${show(got)}`, atKey: false }];
}

/**
 * A mapping of one key that no branch knows: every branch misses its own key, and the key may stand for any of them.
 */
function describeMisspelt(branches: readonly Branch[], got: unknown): Description | undefined {
  const [key, ...others] = Object.keys(got ?? {});
  const known = branches.map(
    (issues) => issues.find((issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0)?.message,
  );
  if (key === undefined || others.length > 0 || known.some((names) => names === undefined)) return undefined;
  return unknownKey([key], known.join(', '));
}

/** The issue that says that the value is not even of the branch's type. */
function mismatch(issues: Branch): z.core.$ZodIssue | undefined {
  return issues.find((issue) => issue.code === 'invalid_type' && issue.path.length === 0);
}

function valueOf(container: unknown, key: PropertyKey): unknown {
  return container !== null && typeof container === 'object' && Object.hasOwn(container, key)
    ? Reflect.get(container, key)
    : undefined;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function typeName(expected: string): string {
  return TYPE_NAMES[expected] ?? expected;
}

/** `1 entry`, `2 entries`, `8 characters`; of what is not counted, the number alone. */
function sized(bound: number | bigint, origin: string): string {
  if (origin === 'array') return bound === 1 ? '1 entry' : `${bound} entries`;
  if (origin === 'string') return bound === 1 ? '1 character' : `${bound} characters`;
  return String(bound);
}
