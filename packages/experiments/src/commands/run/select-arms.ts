import { suggestion, UsageError } from '@latent-paths/core';
import type { ResolvedExperiment } from '@latent-paths/specification/experiment';

/**
 * Names of the arms that patterns choose, in the order of the file; in a pattern `*` stands for any letters, and an arm
 * as the file calls it for all points of its matrix. @throws UsageError if one chooses none
 */
export function selectArms({ arms }: Pick<ResolvedExperiment, 'arms'>, patterns: readonly string[]): string[] {
  const names = arms.map(({ name }) => name);
  const chosen = patterns.flatMap((pattern) => {
    const expression = new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    );
    const found = arms
      .filter(({ declared, name }) => expression.test(declared) || expression.test(name))
      .map(({ name }) => name);
    if (found.length === 0)
      throw new UsageError(`--arms: expected some of ${names.join(', ')}, got ${pattern}${suggestion(pattern, names)}`);
    return found;
  });
  if (chosen.length === 0) throw new UsageError(`--arms: expected some of ${names.join(', ')}, got none`);
  return names.filter((name) => chosen.includes(name));
}
