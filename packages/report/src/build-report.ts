import { openStore, writeAtomic } from '@latent-paths/data';
import { fingerprintMark } from './fingerprint.js';
import { loadExperiment } from './load.js';
import { reportPage } from './page.js';

export interface ReportRequest {
  /** The results folder. */
  readonly results: string;
  /** Name of an experiment in it. */
  readonly experiment: string;
}

/**
 * Writes `report.html` of one experiment and returns its path.
 * @throws if the experiment has no valid `experiment.json`
 */
export async function buildReport({ results, experiment }: ReportRequest): Promise<string> {
  const path = openStore(results).experiment(experiment).reportPath;
  const page = reportPage(await loadExperiment(results, experiment));
  await writeAtomic(path, page + ((await fingerprintMark(results, experiment)) ?? ''));
  return path;
}
