import {
  EXIT,
  type ExperimentRecord,
  type RunRecord,
  shortHash,
  type SummaryRecord,
  UsageError,
  formatBytes,
  plural,
} from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';
import { defineCommand } from './command.js';
import { findTrial, fullName } from './find-trial.js';
import { formatNumber, formatValue } from './format-value.js';
import { formatTable } from './text-table.js';
import { flattenSpec, scoresOf, statusOf } from './trial-entry.js';
import { writeJson } from './write-json.js';

/** Values of α at which the curves are shown, where the grid has them. */
const SHOWN_ALPHAS = [0, 0.25, 0.5, 0.75, 1];

export const show = defineCommand({
  usage: '<trial>',
  about: `Shows everything about one trial: its state and failures, its configuration, the code and machine that
made it, what it uses, its scores and its files. Name a trial by its id, by a beginning of the id that no other trial
has, or by a beginning of the hash at its end. Put experiment/ before it if two experiments have the same trial.`,
  flags: {},
  examples: ['show dense-alpha/all-dense-332d80855212', 'show 332d'],
  json:
    'experiment, trial, status, current (whether the experiment still names the trial), run (run.json), ' +
    'configuration (by dotted key), summary (summary.json or null), rows (of metrics.jsonl), files, each { name, ' +
    'bytes, sha256, problem }; problems',

  async run({ names }, context) {
    const [name, ...more] = names;
    if (name === undefined || more.length > 0)
      throw new UsageError(`show: expected the name of one trial, got ${names.length}`);
    const found = await findTrial(name, context.store);
    const experiment = context.store.experiment(found.experiment);
    const trial = experiment.trial(found.trial);
    const problems: string[] = [];
    const read = async <T>(work: () => Promise<T>): Promise<T | null> => {
      try {
        return await work();
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
        return null;
      }
    };
    const record = await read(() => experiment.readExperiment());
    const run = await read(() => trial.readRun());
    const spec = await read(() => trial.readSpec());
    const summary = await read(() => trial.readSummary());
    const rows = (await read(() => trial.readMetrics()))?.length ?? null;
    const files = run === null ? [] : await filesOf(trial, run);
    problems.push(
      ...files.flatMap(({ name: file, problem }) =>
        problem === null || problems.some((text) => text.includes(file)) ? [] : [`${trial.folder}/${file}: ${problem}`],
      ),
    );
    const status = run === null ? 'damaged' : statusOf(run, await trial.owner());
    const arm = record?.arms.find(({ trials }) => trials.includes(found.trial));

    if (context.json) {
      const configuration = spec === null ? null : Object.fromEntries(flattenSpec(spec));
      writeJson(context, 'show', {
        ...found,
        status,
        current: record === null ? null : arm !== undefined,
        run,
        configuration,
        summary,
        rows,
        files,
        problems,
      });
    } else {
      const sections = [
        [
          `${fullName(found)}  ` +
            `${status}${record !== null && arm === undefined ? ', no longer part of the experiment' : ''}`,
          record?.question,
        ],
        run && ['', ...describeRun(run, rows)],
        arm && record && describeDifferences(arm, record),
        spec && ['', 'configuration', indent(spec.trimEnd())],
        run && ['', 'made by', indent(describeProvenance(run))],
        summary && ['', ...describeScores(summary)],
        files.length > 0 && [
          '',
          'files',
          indent(
            formatTable(
              files.map(({ name: file, bytes, sha256, problem }) => [
                file,
                bytes === null ? '–' : formatBytes(bytes),
                sha256 === null ? '–' : shortHash(sha256),
                problem ?? '',
              ]),
            ),
          ),
        ],
      ];
      context.out.write(
        `${sections
          .flatMap((section) => section || [])
          .filter((line) => line !== undefined)
          .join('\n')}\n`,
      );
      for (const problem of problems) context.err.write(`${problem}\n`);
    }
    return problems.length > 0 ? EXIT.wrong : EXIT.done;
  },
});

interface ShownFile {
  readonly name: string;
  /** Null if it is missing. */
  readonly bytes: number | null;
  /** Null until the trial is finished. */
  readonly sha256: string | null;
  readonly problem: string | null;
}

async function filesOf(trial: TrialStore, run: RunRecord): Promise<ShownFile[]> {
  const present = new Map((await trial.files()).map(({ name, bytes }) => [name, bytes]));
  const problems = new Map((await trial.check()).map(({ file, problem }) => [file, problem]));
  return [...new Set([...present.keys(), ...Object.keys(run.files)])].sort().map((name) => ({
    name,
    bytes: present.get(name) ?? null,
    sha256: run.files[name] ?? null,
    problem: problems.get(name) ?? null,
  }));
}

function describeRun({ arm, seed, startedAt, endedAt, resumes, failures }: RunRecord, rows: number | null): string[] {
  const times = `began ${formatValue(startedAt)}${endedAt === null ? '' : `, ended ${formatValue(endedAt)}`}`;
  return [
    `arm ${arm}, seed ${seed}; ${times}${rows ? `; ${plural(rows, 'row')} of metrics` : ''}`,
    ...resumes.map(({ at, step }) => `resumed ${formatValue(at)} from step ${step}`),
    ...failures.map(({ at, step, message }) => `failed ${formatValue(at)} at step ${step}: ${message}`),
  ];
}

function describeDifferences(arm: ExperimentRecord['arms'][number], { baseline }: ExperimentRecord): string[] {
  if (arm.settings.length === 0) return [];
  const rows = arm.settings.map(({ key, value }) => [key, formatValue(value)]);
  return [
    '',
    `the settings in which ${arm.name} differs from other arms${arm.name === baseline ? ' (it is the baseline)' : ''}`,
    indent(formatTable(rows)),
  ];
}

function describeProvenance({ provenance, inputs }: RunRecord): string {
  const { commit, noCommit, dirty, versions, engine, threads, cpu, platform, command } = provenance;
  const base = commit ?? `none: ${noCommit ?? 'the record does not say why'}`;
  const changes = dirty === null ? '' : `, with changes of SHA-256 ${shortHash(dirty)}`;
  return formatTable([
    ['commit', `${base}${changes}`],
    ['engine', `${engine}, ${plural(threads, 'thread')}`],
    ['machine', `${cpu}, ${platform}`],
    [
      'versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['command', command],
    ...Object.entries(inputs).map(([name, { artifact, content }]) => [
      name,
      `${artifact}, content ${shortHash(content)}`,
    ]),
  ]);
}

function describeScores(summary: SummaryRecord): string[] {
  const { pairs, alphas, points, paths, sets, byAlpha, training } = summary;
  const values = ([name, value]: [string, SummaryRecord['points'][string]]) =>
    value === null
      ? [name, 'not defined']
      : [name, ...[value.mean, value.deviation, value.q95, value.max].map(formatNumber)];
  const shown = SHOWN_ALPHAS.flatMap((alpha) => {
    const at = alphas.findIndex((one) => Math.abs(one - alpha) < 1e-6);
    return at === -1 ? [] : [{ alpha, at }];
  });
  const curves = Object.entries(byAlpha).map(([name, curve]) => [
    name,
    ...shown.map(({ at }) => formatNumber(curve[at]!.mean)),
  ]);
  const others = [...scoresOf(summary)].filter(
    ([key]) => !/^(points|paths|sets|training|trained|pairs)(\.|$)/.test(key),
  );
  return [
    `scores over ${pairs} test pairs and ${alphas.length} α`,
    indent(
      formatTable([
        ['', 'mean', 'deviation', 'q95', 'max'],
        ...[...Object.entries(points), ...Object.entries(paths)].map(values),
      ]),
    ),
    indent(
      formatTable([
        ...Object.entries(sets).map(([name, value]) => [name, value === null ? 'not defined' : formatNumber(value)]),
        ...others.map(([key, value]) => [key, formatValue(value)]),
      ]),
    ),
    ...(curves.length === 0
      ? []
      : ['', indent(formatTable([['mean at α =', ...shown.map(({ alpha }) => String(alpha))], ...curves]))]),
    ...(training === null
      ? []
      : [
          '',
          'training',
          indent(formatTable(Object.entries(training).map(([name, value]) => [name, formatValue(value)]))),
        ]),
  ];
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
