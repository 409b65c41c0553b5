import { hashJson } from '@latent-paths/core';
import { armSettings, type ResolvedExperiment, type Setting } from '@latent-paths/specification/experiment';
import { flatten } from '@latent-paths/specification/keys';
import { usedConfig } from '@latent-paths/specification/trial';

/** What each arm changes against the baseline, of all in which the arms differ; none for the baseline itself. */
export function baselineChanges(
  experiment: Pick<ResolvedExperiment, 'arms' | 'baseline'>,
): ReadonlyMap<string, Setting[]> {
  const baseline = experiment.arms.find(({ name }) => name === experiment.baseline);
  const own = baseline === undefined ? new Map<string, Setting['value']>() : flatten(usedConfig(baseline.config));
  const changes = ({ key, value }: Setting) => !own.has(key) || hashJson(own.get(key)) !== hashJson(value);
  return new Map([...armSettings(experiment)].map(([name, settings]) => [name, settings.filter(changes)]));
}
