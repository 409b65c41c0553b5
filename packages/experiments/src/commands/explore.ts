import { EXIT, formatBytes, plural, UsageError } from '@latent-paths/core';
import { openEngine } from '@latent-paths/engine';
import { explore as exploreArms, EXPLORATION_SIZES } from '@latent-paths/trials/stages';
import { coresHere } from '../machine/cores.js';
import { openDisplay } from '../terminal/open-display.js';
import { defineCommand } from './command.js';
import { writeJson } from './write-json.js';

export const explore = defineCommand({
  usage: '<experiment>',
  about: `Chooses pairs across the arms of an experiment (those shown, the worst, those on which arms differ most,
random ones), decodes them along α, and keeps frames and numbers in exploration.json, from which the page is moved
along. A run does this at its end; this command does it for results that are older, or with other sizes. No trial is
changed.`,
  flags: {
    pairs: { about: `pairs that are chosen; ${EXPLORATION_SIZES.pairs} if left out`, value: 'N' },
    alphas: { about: `α of each pair, at most; ${EXPLORATION_SIZES.alphas} if left out`, value: 'N' },
  },
  examples: ['explore dense-alpha', 'explore dense-alpha --pairs 48 --alphas 17'],
  json: 'experiment, arms (how many), alphas, pairs, each { pair, reasons }, bytes (of all sprites)',

  async run({ names: [name, ...more], flags }, context) {
    if (name === undefined || more.length > 0)
      throw new UsageError('explore: expected the name of one experiment; latent-paths list names them');
    const record = await context.store.experiment(name).readExperiment();
    if (record === null) throw new UsageError(`explore: expected an experiment that was run, got ${name}`);
    const sizes = {
      pairs: readCount('pairs', flags.pairs, EXPLORATION_SIZES.pairs),
      alphas: readCount('alphas', flags.alphas, EXPLORATION_SIZES.alphas),
    };
    const now = () => context.now().getTime() / 1000;
    const display = openDisplay(context.err, now);
    const engine = await openEngine(undefined, { threads: coresHere().count });
    try {
      const { store, signal } = context;
      const made = await exploreArms(record, { store, engine, display, signal }, sizes);
      if (made === null) throw new UsageError(`explore: expected a finished trial, got none of ${name}`);
      const { arms, alphas, pairs } = made;
      const bytes = pairs.reduce((sum, { sprite }) => sum + Buffer.byteLength(sprite.webp, 'base64'), 0);
      if (context.json)
        writeJson(context, 'explore', {
          experiment: name,
          arms: arms.length,
          alphas,
          pairs: pairs.map(({ pair, reasons }) => ({ pair, reasons })),
          bytes,
        });
      else
        context.out.write(
          `${plural(pairs.length, 'pair')} of ${plural(arms.length, 'arm')} at ${alphas.length} α, ` +
            `${formatBytes(bytes)}; npx latent-paths report ${name} draws them\n`,
        );
      return EXIT.done;
    } catch (error) {
      if (context.signal.aborted) return EXIT.interrupted;
      throw error;
    } finally {
      display.close();
      engine.dispose();
    }
  },
});

function readCount(name: string, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  if (!/^\d{1,3}$/.test(text) || Number(text) < 2)
    throw new UsageError(`--${name}: expected an integer in 2 … 999, got ${text}`);
  return Number(text);
}
