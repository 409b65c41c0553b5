import type { Registry } from '@latent-paths/core';
import { z } from 'zod';
import { exampleChoices } from '../../../../tools/testing/src/laws/example-choices.js';

export interface Variant {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

/**
 * Every piece of a registry with its defaults and its examples, and once more for each value of each parameter that is
 * a choice among literals: a new piece or a new value is tested unasked. `small` gives parameters that keep the tests
 * small.
 */
export function variantsOf(registry: Registry<unknown>, small: Readonly<Record<string, object>> = {}): Variant[] {
  return Object.entries(registry).flatMap(([kind, piece]) => {
    const examples = exampleChoices({ [kind]: piece });
    const choices = Object.entries(piece.schema.shape).flatMap(([name, type]) =>
      literalsOf(type).map((value) => ({ ...examples[0]!, [name]: value })),
    );
    const variants = [...examples, ...choices].map(({ kind: _, ...parameters }): Variant => ({
      kind,
      ...piece.schema.parse({ ...parameters, ...small[kind] }),
    }));
    return [...new Map(variants.map((variant) => [JSON.stringify(variant), variant])).values()];
  });
}

function literalsOf(type: unknown): unknown[] {
  const inner = type instanceof z.ZodDefault ? type.unwrap() : type;
  return inner instanceof z.ZodLiteral ? [...inner.values] : [];
}
