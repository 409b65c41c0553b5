import { existsSync, readFileSync } from 'node:fs';
import { openStore, writeAtomic } from '@latent-paths/data';
import { fingerprint } from './fingerprint.js';
import { loadExperiment } from './load.js';
import { reportPage } from './page.js';

export interface ReportRequest {
  /** The results folder. */
  readonly results: string;
  /** Name of an experiment in it. */
  readonly experiment: string;
}

/**
 * Writes `report.html` of one experiment and returns its path. A page that was made from the same records by the same
 * code stays.
 * @throws where the experiment has no valid `experiment.json`
 */
export async function buildReport({ results, experiment }: ReportRequest): Promise<string> {
  const path = openStore(results).experiment(experiment).reportPath;
  const mark = await fingerprintMark(results, experiment);
  if (mark !== null && existsSync(path) && readFileSync(path, 'utf8').endsWith(mark)) return path;
  await writeAtomic(path, reportPage(await loadExperiment(results, experiment)) + (mark ?? ''));
  return path;
}

/** What the last line of a finished experiment's page says. */
async function fingerprintMark(results: string, experiment: string): Promise<string | null> {
  const hash = await fingerprint(results, experiment);
  return hash === null ? null : `<!-- made from ${hash} -->\n`;
}
