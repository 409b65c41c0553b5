import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { EXIT, formatFlags, parseArguments, runMain, UsageError, type Flags } from '@latent-paths/core';
import { currentReport } from './fingerprint.js';
import { report } from './report.js';

const FLAGS = {
  experiment: {
    about: 'build only the report of this experiment; default: the reports of all, and an index',
    value: 'NAME',
  },
  results: { about: 'the results folder; default: results of the workspace', value: 'FOLDER' },
  to: { about: 'md: report.md, with its figures as SVG in figures/; html if left out', value: 'FORMAT' },
  figure: { about: 'write only this figure of the experiment, as a standalone SVG', value: 'NAME' },
  out: { about: 'where the figure goes; default: figures/NAME.svg beside the page', value: 'FILE' },
  check: { about: 'write nothing; fail if the page was not made from the current records' },
  help: { about: 'print this' },
} as const satisfies Flags;

const HELP = `usage: report [flags]

Writes the report of one experiment, or of all with an index, and prints its path.

${formatFlags(FLAGS)}
`;

/** What goes on, beside the path that is the result. */
const tell = (line: string) => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { names, flags } = parseArguments(process.argv.slice(2), FLAGS);
  if (flags.help) {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  if (names.length > 0) throw new UsageError(`expected only flags, as in --experiment NAME, got ${names.join(' ')}`);
  const results = resolve(flags.results ?? join(__dirname, '../../../results'));
  const { experiment, to = 'html', figure } = flags;
  if (to !== 'html' && to !== 'md') throw new UsageError(`--to: expected html or md, got ${to}`);
  if (flags.out !== undefined && figure === undefined)
    throw new UsageError('--out: expected --figure NAME beside it, got none');
  if (flags.check) return check(results, experiment);
  if (figure !== undefined || to === 'md') return takeAway(results, flags);
  if (experiment !== undefined) {
    console.log(await report({ results, experiment }, tell));
    return EXIT.done;
  }
  tell(`the pages of ${results}, then an index over them`);
  // that file's own type; loaded where it is used, for a DOM takes its time
  const { buildAll } = createRequire(__filename)('./index.js') as typeof import('./index.js');
  console.log(await buildAll({ results }, tell));
  return EXIT.done;
}

interface TakeAwayFlags {
  readonly experiment?: string | undefined;
  readonly figure?: string | undefined;
  readonly out?: string | undefined;
}

/** A figure or the whole page for other documents. */
async function takeAway(results: string, { experiment, figure, out }: TakeAwayFlags): Promise<number> {
  if (experiment === undefined)
    throw new UsageError('expected --experiment NAME beside --figure and --to md, got none');
  // that file's own type; loaded where it is used, for a DOM takes its time
  const { writeFigure, writeMarkdown } = createRequire(__filename)('./index.js') as typeof import('./index.js');
  const written =
    figure === undefined
      ? writeMarkdown({ results, experiment })
      : writeFigure({ results, experiment, name: figure, ...(out !== undefined && { out: resolve(out) }) });
  console.log(await written);
  return EXIT.done;
}

async function check(results: string, experiment: string | undefined): Promise<number> {
  if (experiment === undefined) throw new UsageError('--check: expected --experiment NAME beside it, got none');
  const current = await currentReport(results, experiment);
  if (current === null) throw new Error('expected a page that was made from the current records, got none');
  console.log(current);
  return EXIT.done;
}

void runMain(main, process);
