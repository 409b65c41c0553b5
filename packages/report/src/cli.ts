import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { currentReport } from './fingerprint.js';
import { report } from './report.js';

const USAGE = `usage: node -r ts-node/register packages/report/src/cli.ts [--experiment=NAME] [--results=DIR] [--check]
Writes the report of one experiment, or of all and an index over them, and prints its path. With --check it writes
nothing, and fails where the experiment's page was not made from what is there now.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      experiment: { type: 'string' },
      results: { type: 'string' },
      check: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  for (const flag of ['results', 'experiment'] as const) {
    if (values[flag]?.trim() === '')
      throw new Error(`--${flag}: expected a value, got nothing; write one, or leave the flag out`);
  }
  const results = resolve(values.results ?? join(__dirname, '../../../results'));
  const { experiment } = values;
  if (values.check === true) {
    if (experiment === undefined) throw new Error('expected the name of an experiment to check, got none');
    const current = await currentReport(results, experiment);
    if (current === null) throw new Error('expected a page that was made from what is there now, got none');
    console.log(current);
  } else if (experiment === undefined) {
    // that file's own type; loaded where it is used, for a DOM takes its time
    const { buildAll } = createRequire(__filename)('./index.js') as typeof import('./index.js');
    console.log(await buildAll({ results }));
  } else {
    console.log(await report({ results, experiment }));
  }
}

main().catch((error: unknown) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
});
