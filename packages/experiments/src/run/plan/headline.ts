import type { ResolvedExperiment } from '@latent-paths/specification/experiment';

/** What an experiment asks, and where its results go if that is not where its file says. */
export function headline({
  name,
  file,
  question,
  changes,
}: Pick<ResolvedExperiment, 'name' | 'file' | 'question' | 'changes'>): string {
  const changed =
    changes.length === 0
      ? ''
      : `\n${file} with ${changes.join(' ')}: results go to results/${name}, with a page of their own`;
  return `${name}: ${question}${changed}`;
}
