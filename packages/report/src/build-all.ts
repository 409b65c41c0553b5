import { openStore, writeAtomic } from '@latent-paths/data';
import type { ReportRequest } from './build-report.js';
import { indexPage, type IndexEntry } from './index-page.js';
import { loadExperiment } from './load.js';
import { reportPage } from './page.js';

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
