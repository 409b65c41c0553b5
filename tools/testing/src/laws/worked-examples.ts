import type { WorkedRegistry } from '@latent-paths/core';

/** What every piece of a registry makes with the parameters of its worked example, beside that example. */
export function workedExamples<Made, Worked>(
  registry: WorkedRegistry<Made, Worked>,
): { readonly kind: string; readonly made: Made; readonly worked: Worked }[] {
  return Object.entries(registry).map(([kind, { schema, worked, build }]) => ({
    kind,
    made: build(schema.parse(worked.parameters ?? {})),
    worked,
  }));
}
