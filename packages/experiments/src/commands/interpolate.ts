import { EXIT, UsageError } from '@latent-paths/core';
import type { PictureLooks } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { looksOfImages } from '@latent-paths/specification/trial';
import { basename, extname } from 'node:path';
import { coresHere } from '../machine/cores.js';
import { defineCommand, type CommandContext } from './command.js';
import { interpolatableTrial, type InterpolatableTrial } from './interpolatable-trial.js';
import { OUT_FLAGS } from './out-file.js';
import { findFormat } from './walk-formats/find-format.js';
import { pairsFormats, walkFormats } from './walk-formats/registry.js';
import type { PairsFormat } from './walk-formats/pairs-format.js';
import type { WalkFormat } from './walk-formats/walk-format.js';
import { formatTable } from './text-table.js';
import { askedOut, type OutFlags } from './walks/asked-out.js';
import { askedWalk, type AskedWalk } from './walks/asked-walk.js';
import { givenPictures } from './walks/given-pictures.js';
import { readPairsTable } from './walks/pairs-table.js';
import { askedLooks, LOOK_FLAGS, pictureReader } from './walks/picture-reader.js';
import { walkBetween } from './walks/walk-between.js';
import { walkTable } from './walks/walk-table.js';

/** Frames where none are asked for: between files, and between held-out images. */
const FRAMES = 16;
const IMAGE_FRAMES = 9;
const MOST_FRAMES = 200;

const forms = (formats: Readonly<Record<string, { readonly about: string }>>): string =>
  formatTable(Object.entries(formats).map(([ending, { about }]) => [`  ${ending}`, about]));

export const interpolate = defineCommand({
  usage: '<trial>',
  about: `Walks a finished trial's path from picture to picture, with the straight line beside it: encodes the pictures
by the frozen VAE, decodes the points on the way, and writes the frames. The pictures are files of yours (--from, --to
and any --through on the way, or a table of pairs), or held-out images of the trial's source, which nothing was trained
on (--a, --b; columns a and b of the trial's paths.arrow name those that it was scored on). Files are turned as their
EXIF says, laid on a background and resized to the VAE's shape, as the trial's own pictures are. The output says how.

The ends of a walk are D(E(picture)), what the VAE makes of the pictures. The command prints the squared error of this
for each picture, and of held-out images beside it. It warns if a picture's error is far above. For each frame it prints
how far its point is from being reproduced, ‖z − P(z)‖², and from the straight line, ‖z − ẑ‖².

The ending of --out says what is written:
${forms(walkFormats)}
and with --pairs:
${forms(pairsFormats)}`,
  flags: {
    from: { about: 'the picture to begin with', value: 'FILE' },
    to: { about: 'the picture to end with', value: 'FILE' },
    through: { about: 'a picture to pass on the way', value: 'FILE', multiple: true },
    pairs: {
      about: 'CSV of pairs of pictures: columns from and to, names relative to its folder',
      value: 'FILE',
    },
    a: { about: 'the held-out image to begin with, from 0', value: 'I' },
    b: { about: 'the held-out image to end with', value: 'J' },
    frames: {
      about: `frames from picture to picture, with both ends; ${FRAMES}, or with --a ${IMAGE_FRAMES}, if left out`,
      value: 'N',
    },
    steps: { about: 'the same as --frames', value: 'N' },
    ...LOOK_FLAGS,
    out: {
      about: 'file to write, or new or empty folder (name/); a file named after the trial if left out',
      value: 'FILE',
    },
    force: OUT_FLAGS.force,
  },
  examples: [
    'interpolate 332d --from a.png --to b.png',
    'interpolate 332d --from a.png --through c.png --to b.png --frames 16 --out walk.gif',
    'interpolate 332d --pairs pairs.csv --out walks.arrow',
    'interpolate dense-alpha/linear-332d80855212 --a 3 --b 14 --frames 17 --out line.png --json',
  ],
  json:
    'experiment, trial, out, frames (from a picture to the next), pictures, each { name, read (in words; null of a ' +
    'held-out image), squaredError, far }, heldOut: { images, mean, q95 } of their squared errors (null where the ' +
    'trial has no pictures), real: ' +
    '{ reprojection (its mean over real held-out latents), tau (its 95th percentile) }; of one walk steps, each ' +
    '{ leg, alpha, reprojection, attraction (null where the path has no latents), lineReprojection (null where the ' +
    'path is the line) }; with --a also a and b; with --pairs pairs (how many)',

  async run({ names, flags }, context) {
    const asked = askedWalk(flags);
    const alphas = readFrames(flags, asked);
    const looks = askedLooks(flags);
    if (asked.kind === 'images' && Object.keys(looks).length > 0)
      throw new UsageError(
        `--${Object.keys(looks).join(', --')}: expected pictures of files, got held-out images, which are as they are`,
      );
    return asked.kind === 'pairs'
      ? walkPairsOf(asked, { names, flags, alphas, looks }, context)
      : walkAlong(asked, { names, flags, alphas, looks }, context);
  },
});

interface Given {
  readonly names: readonly string[];
  readonly flags: OutFlags;
  readonly alphas: number;
  readonly looks: PictureLooks;
}

/** What the command line says of files is looked at before the trial is read. */
async function walkPairsOf(asked: AskedWalk & { kind: 'pairs' }, given: Given, context: CommandContext) {
  const { flags, alphas } = given;
  if (flags.out !== undefined) findFormat(flags.out, pairsFormats);
  const table = readPairsTable(asked.table);
  const { trial, reader } = await openTrial(given, context);
  const target = askedOut<PairsFormat>(flags, pairsFormats, standardName(trial, asked, '.arrow'));
  return withEngine(context, (engine) => walkTable({ trial, table, reader, alphas, engine, ...target }, context));
}

async function walkAlong(asked: Exclude<AskedWalk, { kind: 'pairs' }>, given: Given, context: CommandContext) {
  const { flags, alphas } = given;
  if (flags.out !== undefined) findFormat<WalkFormat>(flags.out, walkFormats);
  const { trial, reader } = await openTrial(given, context);
  const pictures = await givenPictures(asked, trial.finished.source, reader);
  const target = askedOut<WalkFormat>(flags, walkFormats, standardName(trial, asked, '.png'));
  const told = asked.kind === 'images' ? { a: Number(asked.a), b: Number(asked.b) } : {};
  return withEngine(context, (engine) => walkBetween({ trial, pictures, alphas, engine, told, ...target }, context));
}

async function openTrial({ names, looks }: Given, { store }: CommandContext) {
  const trial = await interpolatableTrial('interpolate', names, store);
  const { config, vae } = trial.finished;
  return { trial, reader: pictureReader(vae.imageShape, { ...looksOfImages(config), ...looks }) };
}

function readFrames({ frames, steps }: { frames: string | undefined; steps: string | undefined }, asked: AskedWalk) {
  if (frames !== undefined && steps !== undefined)
    throw new UsageError('--steps: expected once, got --frames, which is the same, too');
  const [flag, text] = steps === undefined ? ['frames', frames] : ['steps', steps];
  if (text === undefined) return asked.kind === 'images' ? IMAGE_FRAMES : FRAMES;
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 2 || count > MOST_FRAMES)
    throw new UsageError(`--${flag}: expected an integer in 2 … ${MOST_FRAMES}, got ${text}`);
  return count;
}

/** The file that is written where none is named. */
function standardName({ name: { trial } }: InterpolatableTrial, asked: AskedWalk, ending: string): string {
  const stem = (path: string): string => basename(path, extname(path));
  switch (asked.kind) {
    case 'images':
      return `${trial}-${asked.a}-${asked.b}${ending}`;
    case 'pairs':
      return `${trial}-${stem(asked.table)}${ending}`;
    case 'pictures':
      return `${trial}-${asked.files.map(({ path }) => stem(path)).join('-')}${ending}`;
  }
}

async function withEngine(
  { signal }: Pick<CommandContext, 'signal'>,
  work: (engine: Engine) => Promise<number>,
): Promise<number> {
  const engine = await openEngine(undefined, { threads: coresHere().count });
  try {
    return await work(engine);
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    engine.dispose();
  }
}
