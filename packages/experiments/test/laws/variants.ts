import type { Registry } from '@latent-paths/core';
import { z } from 'zod';

export interface Variant {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

/**
 * Every piece of a registry with its defaults, and once more for each value of each parameter that is a choice among
 * literals: a new piece or a new value is tested unasked. `small` gives parameters that keep the tests small.
 */
export function variantsOf(registry: Registry<unknown>, small: Readonly<Record<string, object>> = {}): Variant[] {
  return Object.entries(registry).flatMap(([kind, { schema }]) => {
    const resolve = (parameters: object): Variant => ({ kind, ...schema.parse({ ...small[kind], ...parameters }) });
    const choices = Object.entries(schema.shape).flatMap(([name, type]) => literalsOf(type).map((value) => resolve({ [name]: value })));
    const distinct = new Map([resolve({}), ...choices].map((variant) => [JSON.stringify(variant), variant]));
    return [...distinct.values()];
  });
}

function literalsOf(type: unknown): unknown[] {
  const inner = type instanceof z.ZodDefault ? type.unwrap() : type;
  return inner instanceof z.ZodLiteral ? [...inner.values] : [];
}
