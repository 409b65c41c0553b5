import { createRequire } from 'node:module';
import type { ReportRequest } from './build-report.js';
import { currentReport } from './fingerprint.js';

/**
 * Path of an experiment's page, which is built, with the index over all pages, where it was not made from the current
 * records. `tell` is called before that.
 */
export async function report({ results, experiment }: ReportRequest, tell: (line: string) => void): Promise<string> {
  const current = await currentReport(results, experiment);
  if (current !== null) return current;
  tell(`building the page of ${experiment}`);
  // Plot and a DOM take longer to load than it takes to see that a page is up to date.
  // that file's own type
  const { buildIndex, buildReport } = createRequire(__filename)('./index.js') as typeof import('./index.js');
  const path = await buildReport({ results, experiment });
  await buildIndex({ results }); // the page links to it
  return path;
}
