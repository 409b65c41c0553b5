import type { MetricsRow } from '@latent-paths/core';

/** The numbers of a logged training step, by names in which a slash makes a group. */
export function curvesOf({
  losses,
  total,
  gradientNorms,
  weights,
  validation,
  learningRate,
  alphasPerPair,
  pairs,
  points,
  projections,
}: MetricsRow): [name: string, value: number][] {
  const group = (name: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([key, value]): [string, number] => [`${name}/${key}`, value]);
  return [
    ...group('loss', { ...losses, total }),
    ...group('gradient-norm', gradientNorms),
    ...group('weight', weights),
    ...group('validation', validation ?? {}),
    ...group('training', {
      'learning-rate': learningRate,
      'alphas-per-pair': alphasPerPair,
      pairs,
      points,
      projections,
    }),
  ];
}
