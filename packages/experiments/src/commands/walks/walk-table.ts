import { EXIT, plural } from '@latent-paths/core';
import { inOrder } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { heldOutLevel, reconstructPictures, walkPairs } from '@latent-paths/trials/evaluation';
import type { CommandContext } from '../command.js';
import { fullName } from '../find-trial.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';
import type { PairsFormat, PairWalk } from '../walk-formats/pairs-format.js';
import { writeJson } from '../write-json.js';
import { formatReal } from './describe-walk.js';
import type { PairsTable } from './pairs-table.js';
import type { PictureReader } from './picture-reader.js';
import { realOf } from './real-of.js';
import { toldProgress } from './told-progress.js';
import { isFar, warningOf, type ReturnedPicture } from './returned-pictures.js';

export interface WalkTableOptions {
  readonly trial: InterpolatableTrial;
  readonly table: PairsTable;
  readonly reader: PictureReader;
  /** Frames of each pair. */
  readonly alphas: number;
  readonly format: PairsFormat;
  readonly out: string;
  readonly engine: Engine;
}

/** Files that are decoded at once. */
const AT_ONCE = 4;

/** Walks between the pairs of a table, many at once, and writes them while they come; resolves to the exit code. */
export async function walkTable(options: WalkTableOptions, context: CommandContext): Promise<number> {
  const { trial, table, alphas, format, out, engine } = options;
  const { name, run, finished } = trial;
  const { vae, source } = finished;
  const real = await realOf(trial);
  const read: string[] = [];
  const encoding = { label: 'encoding pictures', total: table.pictures.length, of: 'pictures' };
  const found = await toldProgress(context, encoding, (told) =>
    reconstructPictures({ vae, pictures: counted(picturesOf(options, read, context.signal), told), engine }),
  );
  const level = await heldOutLevel({ vae, source, engine });
  const walks = async function* (): AsyncGenerator<PairWalk> {
    const { pairs } = table;
    const ends = async function* () {
      for (const { from, to } of pairs) yield { from: found[from]!.latent, to: found[to]!.latent };
    };
    let at = 0;
    for await (const walk of walkPairs({ finished, ends: ends(), count: pairs.length, alphas, engine })) {
      context.signal.throwIfAborted();
      const { from, to } = pairs[at++]!;
      yield { ...walk, fromError: found[from]!.squaredError, toError: found[to]!.squaredError };
    }
  };
  const metadata = { ...name, vae: run.inputs['vae']?.artifact ?? '' };
  const walking = { label: 'walking', total: table.pairs.length, of: 'pairs' };
  await toldProgress(context, walking, (told) =>
    format.write({ shape: vae.imageShape, walks: counted(walks(), told), metadata }, out),
  );

  const returned: ReturnedPicture[] = table.pictures.map(({ path }, i) => {
    const { squaredError } = found[i]!;
    return { name: path, read: read[i]!, squaredError, far: isFar(squaredError, level) };
  });
  const pairs = table.pairs.length;
  if (context.json)
    writeJson(context, 'interpolate', {
      ...name,
      out,
      frames: alphas,
      pairs,
      pictures: returned,
      heldOut: level,
      real,
    });
  else
    context.out.write(
      `${fullName(name)} between ${plural(pairs, 'pair')} of ${plural(returned.length, 'picture')}, ${alphas} points ` +
        `each to ${out}\n${[...new Set(read)].map((how) => `pictures as ${how}`).join('\n')}\n${formatReal(real)}\n`,
    );
  const warning = warningOf(returned, level);
  if (warning !== null) context.err.write(`${warning}\n`);
  return EXIT.done;
}

/** What comes, told how much has come. */
async function* counted<Item>(items: AsyncIterable<Item>, told: (done: number) => void): AsyncGenerator<Item> {
  let done = 0;
  for await (const item of items) {
    told(++done);
    yield item;
  }
}

async function* picturesOf(
  { table, reader }: WalkTableOptions,
  read: string[],
  signal: AbortSignal,
): AsyncGenerator<Float32Array> {
  for await (const { values, told } of inOrder(table.pictures, AT_ONCE, ({ path, where }) => reader(path, where))) {
    signal.throwIfAborted();
    read.push(told);
    yield values;
  }
}
