import { UsageError } from '@latent-paths/core';
import type { IndexValue } from '@latent-paths/data';
import { parseWritten, plain } from '@latent-paths/specification/yaml';

const OPERATORS = ['!=', '<=', '>=', '=', '<', '>'] as const;
type Operator = (typeof OPERATORS)[number];

/** One `--where`: a name of a key, and what its value must be. */
export interface Condition {
  readonly name: string;
  holds(value: IndexValue | undefined): boolean;
}

/**
 * Reads `key=value`, and the same with != < <= > >=; the value is YAML. A trial without the key, or with null there,
 * is not less and not greater than anything; `!=` holds wherever `=` does not.
 * @throws UsageError if it is of another form
 */
export function readCondition(text: string): Condition {
  const found = /^([^=<>!]+)(!=|<=|>=|=|<|>)(.*)$/s.exec(text);
  if (found === null)
    throw new UsageError(
      `--where ${text}: expected a key, one of ${OPERATORS.join(' ')} and a value, as in 'loss.attraction.weight>=0.1'`,
    );
  const [, name = '', operator = '=', value = ''] = found;
  const place = { source: `--where ${text}`, position: null };
  const expected = plain(
    parseWritten(
      value,
      place,
      `expected a value after ${name.trim()}${operator}; write null for trials that have none`,
    ),
  );
  // the pattern knows these operators alone
  return { name: name.trim(), holds: (got) => HOLDS[operator as Operator](got ?? null, expected) };
}

const isEqual = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a) === JSON.stringify(b) || (typeof a === 'string' && a === String(b));

/** Numbers by size, texts by their letters (so that times come in order); null if the two cannot be ordered. */
function order(a: unknown, b: unknown): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && b !== null) return a < String(b) ? -1 : a > String(b) ? 1 : 0;
  return null;
}

const ordered = (test: (difference: number) => boolean) => (a: unknown, b: unknown) => {
  const difference = order(a, b);
  return difference !== null && test(difference);
};

const HOLDS: Readonly<Record<Operator, (a: unknown, b: unknown) => boolean>> = {
  '=': isEqual,
  '!=': (a, b) => !isEqual(a, b),
  '<': ordered((difference) => difference < 0),
  '<=': ordered((difference) => difference <= 0),
  '>': ordered((difference) => difference > 0),
  '>=': ordered((difference) => difference >= 0),
};
