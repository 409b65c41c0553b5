import { EXIT } from '@latent-paths/core';
import { writeAtomic } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import {
  heldOutLevel,
  reconstructPictures,
  walkPairs,
  type Reconstruction,
  type Walk,
} from '@latent-paths/trials/evaluation';
import type { CommandContext } from '../command.js';
import { fullName } from '../find-trial.js';
import type { InterpolatableTrial } from '../interpolatable-trial.js';
import type { WalkFormat } from '../walk-formats/walk-format.js';
import { writeJson } from '../write-json.js';
import { formatPictures, formatReal, formatSteps, stepsOf } from './describe-walk.js';
import type { GivenPicture } from './given-pictures.js';
import { realOf } from './real-of.js';
import { isFar, warningOf, type ReturnedPicture } from './returned-pictures.js';

export interface WalkBetweenOptions {
  readonly trial: InterpolatableTrial;
  /** Two or more. */
  readonly pictures: readonly GivenPicture[];
  /** Frames from each picture to the next. */
  readonly alphas: number;
  readonly format: WalkFormat;
  readonly out: string;
  readonly engine: Engine;
  /** Further keys of the JSON. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** Walks along pictures, writes the walk, and tells of it; resolves to the exit code. */
export async function walkBetween(options: WalkBetweenOptions, context: CommandContext): Promise<number> {
  const { trial, pictures, alphas, format, out, engine, told } = options;
  const { name, finished } = trial;
  const { vae, source } = finished;
  const real = await realOf(trial);
  const values = pictures.map((picture) => picture.values);
  const found = await reconstructPictures({ vae, pictures: each(values), engine });
  const level = await heldOutLevel({ vae, source, engine });
  const legs: Walk[] = [];
  const ends = each(legsOf(found));
  for await (const walk of walkPairs({ finished, ends, count: found.length - 1, alphas, engine })) legs.push(walk);
  if (context.signal.aborted) return EXIT.interrupted;

  const request = { shape: vae.imageShape, pictures: values, legs };
  if (format.kind === 'folder') await format.write(request, out);
  else await writeAtomic(out, await format.encode(request));

  const returned: ReturnedPicture[] = pictures.map(({ name: picture, read }, i) => {
    const { squaredError } = found[i]!;
    return { name: picture, read, squaredError, far: isFar(squaredError, level) };
  });
  const steps = stepsOf(legs, alphas);
  if (context.json) {
    const record = { ...name, ...told, out, frames: alphas, pictures: returned, heldOut: level, steps, real };
    writeJson(context, 'interpolate', record);
  } else {
    const way = pictures.map((picture) => picture.name).join(' to ');
    const title = `${fullName(name)} from ${way}, ${alphas} points${legs.length > 1 ? ' each' : ''} to ${out}`;
    const parts = [title, formatPictures(returned, level), formatSteps(steps), formatReal(real)];
    context.out.write(`${parts.join('\n')}\n`);
  }
  const warning = warningOf(returned, level);
  if (warning !== null) context.err.write(`${warning}\n`);
  return EXIT.done;
}

function legsOf(found: readonly Reconstruction[]) {
  return found.slice(1).map(({ latent }, i) => ({ from: found[i]!.latent, to: latent }));
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
