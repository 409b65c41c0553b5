import type { ExperimentStore } from '@latent-paths/data';
import { trainingExtent } from './budget.js';
import { headline } from './headline.js';
import type { ResolvedExperiment } from './resolve.js';
import { armSettings } from './settings.js';

/** The trials of an experiment and how far they are, as a table; runs nothing. */
export async function formatPlan(experiment: ResolvedExperiment, store: ExperimentStore): Promise<string> {
  const settings = armSettings(experiment);
  const rows = [['trial', 'seed', 'status', 'steps', 'points', 'differs in']];
  for (const arm of experiment.arms) {
    const extent = arm.trained ? trainingExtent(arm.config) : null;
    const differences = (settings.get(arm.name) ?? []).map(({ key, value }) => `${key}=${JSON.stringify(value)}`).join(' ');
    for (const trial of arm.trials) {
      const run = await store.trial(trial.id).readRun();
      rows.push([trial.id, arm.trained ? `${trial.seed}` : '–', run?.status ?? 'to do', `${extent?.steps ?? '–'}`, `${extent?.points ?? '–'}`, differences]);
    }
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd());
  return `${headline(experiment)}\n\n${lines.join('\n')}\n`;
}
