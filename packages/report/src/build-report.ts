import { openStore, writeAtomic } from '@latent-paths/data';
import { indexPage, type IndexEntry } from './index-page.js';
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
 * @throws where the experiment has no valid `experiment.json`
 */
export async function buildReport({ results, experiment }: ReportRequest): Promise<string> {
  const loaded = await loadExperiment(results, experiment);
  const path = openStore(results).experiment(experiment).reportPath;
  await writeAtomic(path, reportPage(loaded));
  return path;
}

/**
 * Writes the report of every experiment and `index.html` over them, and returns the path of the index. An experiment
 * whose record cannot be read stands in the index with the reason.
 */
export async function buildAll({ results }: Pick<ReportRequest, 'results'>): Promise<string> {
  const store = openStore(results);
  const entries: IndexEntry[] = [];
  for (const name of await store.experiments()) {
    const entry = await loadEntry(results, name);
    if ('experiment' in entry) await writeAtomic(store.experiment(name).reportPath, reportPage(entry.experiment));
    entries.push(entry);
  }
  await writeAtomic(store.indexPath, indexPage(entries));
  return store.indexPath;
}

async function loadEntry(results: string, name: string): Promise<IndexEntry> {
  try {
    return { name, experiment: await loadExperiment(results, name) };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}
