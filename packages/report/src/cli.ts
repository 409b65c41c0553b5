import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { currentReport } from './fingerprint.js';

const USAGE = `usage: node -r ts-node/register packages/report/src/cli.ts [--experiment=NAME] [--results=DIR] [--check]
Writes the report of one experiment, or of all and an index over them, and prints its path. With --check it writes
nothing, and fails where the experiment's page was not made from what is there now.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { experiment: { type: 'string' }, results: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const results = resolve(values.results ?? join(__dirname, '../../../results'));
  const { experiment } = values;
  const current = experiment === undefined ? null : await currentReport(results, experiment);
  if (current !== null) {
    console.log(current);
    return;
  }
  if (values.check === true) throw new Error(`expected a page that was made from what is there now, got ${experiment === undefined ? 'no name of an experiment' : 'none'}`);
  // Plot and a DOM take longer to load than it takes to see that a page is up to date.
  const { buildAll, buildIndex, buildReport } = createRequire(__filename)('./index.js') as typeof import('./index.js'); // that file's own type
  if (experiment === undefined) {
    console.log(await buildAll({ results }));
    return;
  }
  const path = await buildReport({ results, experiment });
  await buildIndex({ results }); // the page links to it
  console.log(path);
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
});
