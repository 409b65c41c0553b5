import { shortHash } from './hash.js';
import type { RunRecord } from './records/run-record.js';
import { plural } from './words/plural.js';

/** What is told of a trial here. */
type Used = Pick<RunRecord, 'trial' | 'inputs'>;

/**
 * Says of every artifact that trials used with different contents which trials those are: it was made again in between,
 * or they come from different machines, so that what is between them is also between two VAEs or pools. Empty if all
 * trials used the same.
 */
export function mixedInputs(runs: readonly Used[]): string[] {
  const groups = new Map<string, { artifacts: string[]; contents: string[] }>();
  for (const [artifact, trials] of trialsByContent(runs)) {
    if (trials.size < 2) continue;
    const key = [...trials.values()].map((some) => some.join(' ')).join('\n');
    const group = groups.get(key) ?? { artifacts: [], contents: [] };
    group.artifacts.push(artifact);
    group.contents = [...trials].map(([content, some]) => `${shortHash(content)} under ${someOf(some)}`);
    groups.set(key, group);
  }
  return [...groups.values()].map(
    ({ artifacts, contents }) =>
      `${artifacts.join(' and ')} did not have the same content for all trials (${contents.join('; ')}): differences ` +
      'between these may come from it. npx latent-paths verify says which trials used what is there now; run the ' +
      'others again with --fresh.',
  );
}

/** Trials by content, of every artifact. */
function trialsByContent(runs: readonly Used[]): Map<string, Map<string, string[]>> {
  const found = new Map<string, Map<string, string[]>>();
  for (const { trial, inputs } of runs)
    for (const { artifact, content } of Object.values(inputs)) {
      const contents = found.get(artifact) ?? new Map<string, string[]>();
      found.set(artifact, contents.set(content, [...(contents.get(content) ?? []), trial]));
    }
  return found;
}

function someOf(trials: readonly string[]): string {
  return trials.length <= 3 ? trials.join(', ') : `${trials[0]} and ${plural(trials.length - 1, 'other trial')}`;
}
