import { EXIT, suggestion, UsageError, plural } from '@latent-paths/core';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeAtomic } from '@latent-paths/data';
import { defineCommand, type CommandContext } from './command.js';
import type { TrialName } from './find-trial.js';
import type { ExportTrial, Format } from './formats/format.js';
import { formats } from './formats/registry.js';
import { query, QUERY_FLAGS, type NamedColumn } from './query.js';
import { usedSettings } from './score-group.js';
import { flattenSpec } from './trial-entry.js';
import { loadTrials, type TrialTable } from './trial-table.js';
import { writeJson } from './write-json.js';

const FORMAT_LIST = Object.entries<Format>(formats)
  .map(([name, { about }]) => `${name} (${about})`)
  .join(', ');

export const table = defineCommand({
  usage: '[experiment…]',
  about: `Exports trials as a table of their configuration and metrics, for other programs: ${FORMAT_LIST}.
Choose trials and columns as in list. Without --columns the table has all keys, except the means at single α other
than ½. TensorBoard and MLflow get the settings, the scores and every row of metrics.jsonl of each trial.`,
  flags: {
    to: { about: Object.keys(formats).join(' | '), value: 'FORMAT' },
    out: {
      about: 'the file, or for tensorboard and mlflow the folder; default: csv goes to the screen',
      value: 'PATH',
    },
    ...QUERY_FLAGS,
  },
  examples: [
    'table --to parquet --out trials.parquet',
    'table dense-alpha --to csv --where status=finished --columns trial,seed,reprojection@0.5',
    'table --to tensorboard --out board && tensorboard --logdir board',
    'table --to mlflow --out mlruns',
  ],
  json: 'format, out, trials (how many), columns (their names; null for tensorboard and mlflow); problems',

  async run({ names, flags }, context) {
    const format = readFormat(flags.to);
    const out = flags.out === undefined ? null : resolve(flags.out);
    checkOut(flags.to!, format, out, context.json);
    const trials = await loadTrials(names, context);
    const { rows, columns } = query(trials, flags);
    const taken = (columns ?? usualColumns(trials)).map(({ name, values }) => ({
      name,
      values: rows.map((row) => values[row]),
    }));
    const problems = trials.problems.map(
      ({ experiment, trial, message }) => `${[experiment, trial].filter(Boolean).join('/')}: ${message}`,
    );
    const request = { columns: taken, trials: readTrials(namesOf(trials, rows), problems, context) };
    if (format.kind === 'folder') await format.write(request, out!);
    else if (out !== null) await writeAtomic(out, format.encode(request));
    else context.out.write(String(format.encode(request)));

    if (context.json)
      writeJson(context, 'table', {
        format: flags.to,
        out,
        trials: rows.length,
        columns: format.kind === 'file' ? taken.map(({ name }) => name) : null,
        problems,
      });
    else if (out !== null) context.out.write(`${plural(rows.length, 'trial')} to ${out}\n`);
    if (!context.json) problems.forEach((problem) => context.err.write(`${problem}\n`));
    return problems.length > 0 ? EXIT.wrong : EXIT.done;
  },
});

function readFormat(name: string | undefined): Format {
  const known = Object.entries<Format>(formats);
  const found = known.find(([format]) => format === name);
  if (found === undefined) {
    const names = known.map(([format]) => format);
    throw new UsageError(
      `--to: expected one of ${names.join(', ')}, got ` +
        `${name ?? 'none'}${name === undefined ? '' : suggestion(name, names)}`,
    );
  }
  return found[1];
}

function checkOut(name: string, format: Format, out: string | null, json: boolean): void {
  if (out === null) {
    if (name !== 'csv') throw new UsageError(`--out: expected the ${format.kind} to write, got none`);
    if (json) throw new UsageError('--out: expected the file to write, because --json uses the screen, got none');
    return;
  }
  if (!existsSync(out)) return;
  const isFolder = statSync(out).isDirectory();
  if (isFolder !== (format.kind === 'folder'))
    throw new UsageError(`--out: expected a ${format.kind} for ${name}, got a ${isFolder ? 'folder' : 'file'}: ${out}`);
}

function usualColumns({ keys, column }: TrialTable): NamedColumn[] {
  return keys
    .filter((key) => !/@[\d.e-]+$/.test(key) || key.endsWith('@0.5'))
    .map((key) => ({ name: key, key, values: column(key) }));
}

function namesOf({ column }: TrialTable, rows: readonly number[]): TrialName[] {
  const [experiments, trials] = [column('experiment'), column('trial')];
  return rows.map((row) => ({ experiment: String(experiments[row]), trial: String(trials[row]) }));
}

/** Reads trials as they are asked for; one that cannot be read is left out and reported in `problems`. */
async function* readTrials(
  names: readonly TrialName[],
  problems: string[],
  { store }: CommandContext,
): AsyncGenerator<ExportTrial> {
  for (const name of names) {
    const files = store.experiment(name.experiment).trial(name.trial);
    try {
      const [run, spec, rows] = [await files.readRun(), await files.readSpec(), await files.readMetrics()];
      if (run === null) continue;
      const summary = run.status === 'finished' ? await files.readSummary() : null;
      const settings = spec === null ? new Map() : flattenSpec(spec);
      yield {
        ...name,
        run,
        rows,
        summary,
        settings: summary === null ? settings : usedSettings(settings, summary.trained),
      };
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
}
