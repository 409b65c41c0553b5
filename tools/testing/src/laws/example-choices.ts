import type { Registry } from '@latent-paths/core';

/**
 * The choices that the laws of a registry try: every piece with its defaults, where it has them all, and with its
 * examples.
 * @throws RangeError if a piece has neither: it would go untried
 */
export function exampleChoices(
  registry: Registry<unknown>,
): { readonly kind: string; readonly [parameter: string]: unknown }[] {
  return Object.entries(registry).flatMap(([kind, { schema, examples = [] }]) => {
    const defaults = schema.safeParse({});
    if (!defaults.success && examples.length === 0)
      throw new RangeError(`${kind}: expected examples, because a parameter has no default, got none`);
    return [...(defaults.success ? [defaults.data] : []), ...examples.map((example) => schema.parse(example))].map(
      (parameters) => ({ kind, ...parameters }),
    );
  });
}
