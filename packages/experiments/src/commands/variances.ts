import { type Estimate, EXIT, UsageError } from '@latent-paths/core';
import { openEngine } from '@latent-paths/engine';
import { trialVariances, type TrialVariances } from '@latent-paths/trials/analyses';
import { coresHere } from '../machine/cores.js';
import { defineCommand } from './command.js';
import { findTrial, fullName } from './find-trial.js';
import { formatNumber } from './format-value.js';
import { formatTable } from './text-table.js';
import { writeJson } from './write-json.js';

export const variances = defineCommand({
  usage: '<trial>',
  about: `Measures, at the end of a training, how much of the variance of a point's gradient comes from the pair, from
α, and from their interaction. From this it predicts the variance of a batch's gradient by the number K of α per pair,
for α that are independent, stratified over the batch, or on a jittered grid in each pair. Intervals (95 %) are over
squares of pairs × α. It changes no file.`,
  flags: {
    squares: { about: 'independent squares of points; 8 if left out', value: 'N' },
    pairs: { about: 'pairs of a square; 8 if left out', value: 'N' },
    alphas: { about: 'values of α of a square; 16 if left out', value: 'N' },
  },
  examples: ['variances 332d', 'variances dense-alpha/all-dense-332d80855212 --squares 16 --json'],
  json:
    'experiment, trial, losses (whose weighted sum is measured), leftOut (losses of whole batches), variances: pair, ' +
    'alpha, interaction and signal, each { value, low, high }, points (of a batch), predicted, each { perPair, ' +
    'independent, stratified, grid }',

  async run({ names, flags }, context) {
    const [name, ...more] = names;
    if (name === undefined || more.length > 0)
      throw new UsageError(`variances: expected the name of one trial, got ${names.length}`);
    const sizes = {
      squares: readSize('squares', flags.squares, 8),
      pairs: readSize('pairs', flags.pairs, 8),
      alphas: readSize('alphas', flags.alphas, 16),
    };
    const found = await findTrial(name, context.store);
    const trial = context.store.experiment(found.experiment).trial(found.trial);
    const run = await trial.readRun();
    if (run?.status !== 'finished')
      throw new UsageError(
        `variances: expected a finished trial, got ${fullName(found)}, which is ${run?.status ?? 'not begun'}`,
      );
    const engine = await openEngine(undefined, { threads: coresHere().count });
    try {
      const tell = () => context.signal.throwIfAborted();
      const measured = await trialVariances({ store: context.store, trial, run, ...sizes, engine, tell });
      if (context.json) writeJson(context, 'variances', { ...found, ...measured });
      else context.out.write(`${describe(fullName(found), measured)}\n`);
      return EXIT.done;
    } catch (error) {
      if (context.signal.aborted) return EXIT.interrupted;
      throw error;
    } finally {
      engine.dispose();
    }
  },
});

function readSize(name: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  if (!/^\d+$/.test(text) || Number(text) < 2)
    throw new UsageError(`--${name}: expected an integer of at least 2, got ${text}`);
  return Number(text);
}

const cell = ({ value, low, high }: Estimate): string => {
  const [middle, from, to] = [value, low, high].map((x) => formatNumber(Number(x.toPrecision(3))));
  return `${middle} (${from} … ${to})`;
};

function describe(name: string, { losses, leftOut, variances: measured }: TrialVariances): string {
  const parts = [
    ['pair', cell(measured.pair)],
    ['α', cell(measured.alpha)],
    ['interaction', cell(measured.interaction)],
    ['signal', cell(measured.signal)],
  ];
  const schemes = ['independent', 'stratified', 'grid'] as const;
  const rows = [
    ['K', ...schemes],
    ...measured.predicted.map((one) => [String(one.perPair), ...schemes.map((scheme) => cell(one[scheme]))]),
  ];
  return [
    `${name}: variances of the gradient of ` +
      `${losses.join(' + ')}${leftOut.length > 0 ? ` (without ${leftOut.join(', ')}, of the batch as a whole)` : ''}`,
    formatTable(parts),
    '',
    `predicted variance of a batch of ${measured.points} points, with K α per pair`,
    formatTable(rows),
  ].join('\n');
}
