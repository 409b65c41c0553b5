import { EXIT, UsageError } from '@latent-paths/core';
import { encodePng, writeAtomic, type ImageSource } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { filmStrip, interpolateBetween, type InterpolatedStep } from '@latent-paths/trials/evaluation';
import { coresHere } from '../machine/cores.js';
import { defineCommand } from './command.js';
import { fullName } from './find-trial.js';
import { formatNumber } from './format-value.js';
import { OUT_FLAGS, outFile } from './out-file.js';
import { formatTable } from './text-table.js';
import { interpolatableTrial } from './interpolatable-trial.js';
import { writeJson } from './write-json.js';

/** Points on the way where none are asked for. */
const STEPS = 9;
const MOST_STEPS = 200;
/** Sides of a pixel's square in the strip. */
const SCALE = 4;

export const interpolate = defineCommand({
  usage: '<trial>',
  about: `Walks a finished trial's path from one real image to another: encodes them by the frozen VAE, decodes the
points on the way, and writes them as a film strip whose first and last tiles are the real images. I and J are
indices, from 0, of the held-out images of the trial's source, which nothing was trained on; columns a and b of the
trial's paths.arrow name those that it was scored on. Of each point it tells how far it is from being reproduced, ‖z −
P(z)‖², and from the straight line, ‖z − ẑ‖².`,
  flags: {
    a: { about: 'the image to begin with', value: 'I' },
    b: { about: 'the image to end with', value: 'J' },
    steps: { about: `points on the way, both ends of the path among them; ${STEPS} if left out`, value: 'N' },
    ...OUT_FLAGS,
  },
  examples: [
    'interpolate 332d --a 3 --b 14',
    'interpolate dense-alpha/linear-332d80855212 --a 3 --b 14 --steps 17 --out line.png --json',
  ],
  json:
    'experiment, trial, a, b, out, steps, each { alpha, reprojection, attraction } (null where the path has no ' +
    'latents), real: { reprojection (its mean over real held-out latents), tau (its 95th percentile) }',

  async run({ names, flags }, context) {
    const steps = readSteps(flags.steps);
    const { name, files, finished } = await interpolatableTrial('interpolate', names, context.store);
    const [a, b] = [readIndex('a', flags.a, finished.source), readIndex('b', flags.b, finished.source)];
    const out = outFile(flags, `${name.trial}-${a}-${b}.png`);
    const real = (await files.readSummary())?.real;
    if (real === undefined)
      throw new Error(`${files.folder}: expected summary.json, found none; run its experiment again`);
    const engine = await openEngine(undefined, { threads: coresHere().count });
    try {
      const interpolated = await interpolateBetween({ finished, a, b, steps, engine });
      if (context.signal.aborted) return EXIT.interrupted;
      await writeAtomic(
        out,
        encodePng(filmStrip({ tiles: interpolated.tiles, shape: finished.source.shape, scale: SCALE })),
      );
      if (context.json) writeJson(context, 'interpolate', { ...name, a, b, out, steps: interpolated.steps, real });
      else
        context.out.write(
          `${fullName(name)} from image ${a} to image ${b}, ${steps} points to ` +
            `${out}\n${describe(interpolated.steps)}\nreal held-out latents: ‖z − P(z)‖² ` +
            `${short(real.reprojection)} on ` +
            `average, 95 % below ${short(real.tau)}\n`,
        );
      return EXIT.done;
    } finally {
      engine.dispose();
    }
  },
});

function readIndex(flag: string, text: string | undefined, { size: { heldOut } }: ImageSource): number {
  const index = Number(text);
  if (text === undefined || !/^\d+$/.test(text) || index >= heldOut) {
    throw new UsageError(
      `--${flag}: expected the index of one of ${heldOut} held-out images, 0 … ${heldOut - 1}, got ${text ?? 'none'}`,
    );
  }
  return index;
}

function readSteps(text: string | undefined): number {
  if (text === undefined) return STEPS;
  const steps = Number(text);
  if (!/^\d+$/.test(text) || steps < 2 || steps > MOST_STEPS)
    throw new UsageError(`--steps: expected an integer in 2 … ${MOST_STEPS}, got ${text}`);
  return steps;
}

function describe(steps: readonly InterpolatedStep[]): string {
  const rows = steps.map(({ alpha, reprojection, attraction }) => [alpha, reprojection, attraction].map(short));
  return formatTable([['α', '‖z − P(z)‖²', '‖z − ẑ‖²'], ...rows], { right: [true, true, true] });
}

function short(value: number | null): string {
  return value === null ? '–' : formatNumber(Number(value.toPrecision(4)));
}
