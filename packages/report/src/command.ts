import type { ExperimentRecord, RunRecord } from '@latent-paths/core';

/** The command that runs an experiment as it was last run: what has not finished is run, what has is not repeated. */
export function commandOf({ name, seeds }: Pick<ExperimentRecord, 'name' | 'seeds'>, runs: readonly Pick<RunRecord, 'provenance'>[]): string {
  const overrides = runs.at(-1)?.provenance.command.match(/--set[= ].*?(?= --|$)/g) ?? [];
  const flags = [...(seeds.length > 1 ? [`--seeds=${seeds.length}`] : []), ...overrides.map((flag) => quoted(flag.replace(/^--set /, '--set=')))];
  return [`npx nx run experiments:${name}`, ...flags].join(' ');
}

/** In quotes where a shell would take it apart. */
function quoted(word: string): string {
  return /^[\w.,:=+-]*$/.test(word) ? word : `'${word}'`;
}
