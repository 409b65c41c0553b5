import { mapAtOnce, openStore, writeAtomic } from '@latent-paths/data';
import { buildReport, type ReportRequest } from './build-report.js';
import { indexPage, type IndexEntry } from './index/index-page.js';
import { indexStrip } from './index/index-strip.js';
import { loadExperiment } from './load.js';

/**
 * Writes the report of every experiment and `index.html` over them, and returns the path of the index. An experiment
 * whose record cannot be read stands in the index with the reason. `tell` is called before each page.
 */
export async function buildAll(
  { results }: Pick<ReportRequest, 'results'>,
  tell: (line: string) => void = () => undefined,
): Promise<string> {
  const names = await openStore(results).experiments();
  for (const [i, name] of names.entries()) {
    tell(`building the page of ${name}, ${i + 1} of ${names.length}`);
    const entry = await loadEntry(results, name);
    if ('experiment' in entry) await buildReport({ results, experiment: name });
  }
  return buildIndex({ results });
}

/** Writes `index.html` over all experiments, and returns its path. */
export async function buildIndex({ results }: Pick<ReportRequest, 'results'>): Promise<string> {
  const store = openStore(results);
  const entries = await mapAtOnce(await store.experiments(), (name) => loadEntry(results, name));
  await writeAtomic(store.indexPath, indexPage(entries));
  return store.indexPath;
}

async function loadEntry(results: string, name: string): Promise<IndexEntry> {
  try {
    const experiment = await loadExperiment(results, name, 'records');
    return { name, experiment, strip: await indexStrip(results, experiment) };
  } catch (error) {
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}
