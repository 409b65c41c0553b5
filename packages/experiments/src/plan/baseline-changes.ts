import { hashJson } from '@latent-paths/core';
import { flatten } from '../specification/flatten.js';
import { usedConfig } from '../specification/identity.js';
import type { ResolvedExperiment } from '../specification/resolve.js';
import { armSettings, type Setting } from '../specification/settings.js';

/** What each arm changes against the baseline, of all that tells the arms apart; none for the baseline itself. */
export function baselineChanges(experiment: Pick<ResolvedExperiment, 'arms' | 'baseline'>): ReadonlyMap<string, Setting[]> {
  const baseline = experiment.arms.find(({ name }) => name === experiment.baseline);
  const own = baseline === undefined ? new Map<string, Setting['value']>() : flatten(usedConfig(baseline.config));
  const changes = ({ key, value }: Setting) => !own.has(key) || hashJson(own.get(key)) !== hashJson(value);
  return new Map([...armSettings(experiment)].map(([name, settings]) => [name, settings.filter(changes)]));
}
