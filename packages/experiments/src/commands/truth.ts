import { EXIT, type TruthRecord, UsageError } from '@latent-paths/core';
import { openEngine } from '@latent-paths/engine';
import { scoreTrial, type ScoreTrialOptions, type TrialTruth } from '@latent-paths/trials/evaluation';
import { coresHere } from '../machine/cores.js';
import { formatSeconds } from '../terminal/format.js';
import { defineCommand, type CommandContext } from './command.js';
import { finishedTrials, type FinishedTrial } from './finished-trials.js';
import { formatNumber } from './format-value.js';
import { formatTable } from './text-table.js';
import { writeJson } from './write-json.js';

export const truth = defineCommand({
  usage: '<experiment | trial>…',
  about: `Compares finished trials with ground truth again: trials that were scored without it, or all of them with
more pairs, frames or images in the bank. It inverts decoded frames to the factors that they show, and shows how far
they are from the nearest true images, and how far their path through the factors is from the shortest one. It changes
no file, and takes about 15 seconds per trial.`,
  flags: {
    arm: { about: 'only this arm', value: 'NAME', multiple: true },
    pairs: { about: 'test pairs, as in evaluation.truth', value: 'N' },
    alphas: { about: 'frames a pair', value: 'N' },
    bank: { about: 'images that each frame is compared with before the nearest are refined', value: 'N' },
  },
  examples: ['truth dense-alpha', 'truth dense-alpha --arm linear --arm all-dense --pairs 256', 'truth 332d --json'],
  json:
    'trials, each { experiment, trial, arm, seed, truth (as in summary.json), sameCategory and paths (by metric: one ' +
    'value a pair, null where it is not defined) }; problems',

  async run({ names, flags }, context) {
    if (names.length === 0)
      throw new UsageError('truth: expected an experiment or a trial; latent-paths list names them');
    const settings = Object.fromEntries(
      (['pairs', 'alphas', 'bank'] as const).flatMap((key) =>
        flags[key] === undefined ? [] : [[key, readCount(key, flags[key])]],
      ),
    );
    const finished = await finishedTrials(names, context.store);
    const chosen = finished.filter(({ run }) => flags.arm.length === 0 || flags.arm.includes(run.arm));
    if (chosen.length === 0)
      throw new UsageError(
        `truth: expected at least one finished trial, got none of ${[...names, ...flags.arm].join(', ')}`,
      );
    const engine = await openEngine(undefined, { threads: coresHere().count });
    const scored: Scored[] = [];
    const problems: string[] = [];
    try {
      for (const one of chosen) {
        const made = await score(one, { settings, engine }, context).catch((error: Error) => error);
        if (context.signal.aborted) return EXIT.interrupted;
        if (made instanceof Error) problems.push(made.message);
        else scored.push({ ...one, ...made });
        context.err.write(
          `${one.experiment}/${one.trial}  ` +
            `${made instanceof Error ? made.message : formatSeconds(made.record.seconds)}\n`,
        );
      }
    } finally {
      engine.dispose();
    }
    if (context.json)
      writeJson(context, 'truth', {
        trials: scored.map(({ experiment, trial, run, record, frames: { sameCategory, paths } }) => ({
          experiment,
          trial,
          arm: run.arm,
          seed: run.seed,
          truth: record,
          sameCategory,
          paths,
        })),
        problems,
      });
    else if (scored.length > 0)
      context.out.write(`${formatTable(rowsOf(scored), { right: [false, false, ...COLUMNS.map(() => true)] })}\n`);
    return problems.length > 0 ? EXIT.wrong : EXIT.done;
  },
});

type Scored = FinishedTrial & TrialTruth;

function readCount(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name}: expected a positive integer, got ${text}`);
  return Number(text);
}

function score(
  { files, run }: FinishedTrial,
  options: Pick<ScoreTrialOptions, 'settings' | 'engine'>,
  { store, now, signal }: CommandContext,
): Promise<TrialTruth> {
  const tell = () => signal.throwIfAborted();
  return scoreTrial({ store, trial: files, run, ...options, now: () => now().getTime() / 1000, tell });
}

const COLUMNS: readonly [heading: string, value: (record: TruthRecord) => number | undefined][] = [
  ['distance', ({ distance }) => distance.mean],
  ['at ½', ({ paths }) => paths.all['true-distance-half']?.mean],
  ['VAE’s own', ({ real }) => real.mean],
  ['path error', ({ paths }) => paths.all['path-error']?.mean],
  ['reparam.', ({ paths }) => paths.all['path-error-reparameterised']?.mean],
  ['one shape', ({ paths }) => paths.same['path-error']?.mean],
  ['two shapes', ({ paths }) => paths.cross['path-error']?.mean],
  ['ends', ({ paths }) => paths.all['factor-endpoint-error']?.mean],
  ['rotation', ({ paths }) => paths.all['folded-error']?.mean],
  ['switch', ({ paths }) => paths.all['switch-error']?.mean],
  ['arc', ({ paths }) => paths.all['arc-excess']?.mean],
  ['long way', ({ paths }) => paths.all['long-way']?.mean],
  ['ACAI distance', ({ paths }) => paths.all['acai-distance']?.mean],
  ['smoothness', ({ paths }) => paths.all['acai-smoothness']?.mean],
];

/** A line a trial; columns that are defined for none are left out. */
function rowsOf(scored: readonly Scored[]): string[][] {
  const columns = COLUMNS.filter(([, value]) => scored.some(({ record }) => value(record) !== undefined));
  const cell = (value: number | undefined) => (value === undefined ? '–' : formatNumber(Number(value.toPrecision(3))));
  return [
    ['arm', 'seed', ...columns.map(([heading]) => heading)],
    ...scored.map(({ run, record }) => [run.arm, String(run.seed), ...columns.map(([, value]) => cell(value(record)))]),
  ];
}
