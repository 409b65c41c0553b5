import { formatYaml } from '../yaml/format-yaml.js';
import { trialSchema } from './trial-schema.js';
import type { TrialConfig } from './trial-shape.js';
import { check } from '../yaml/check.js';
import { parseMapping } from '../yaml/parse.js';
import { ConfigurationError } from '../yaml/problem.js';

/** The text of a trial's `spec.yaml`: the configuration that it was launched with, every default written out. */
export function formatTrial(config: TrialConfig): string {
  return formatYaml(config);
}

/** Reads what `formatTrial` wrote; `source` is named in errors. @throws ConfigurationError with all that is wrong */
export function parseTrial(text: string, source: string): TrialConfig {
  const { value, problems } = check(trialSchema, parseMapping(text, source));
  if (value === null) throw new ConfigurationError(problems);
  return value;
}
