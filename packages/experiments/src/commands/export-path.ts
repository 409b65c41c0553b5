import { EXIT, suggestion, UsageError, formatBytes } from '@latent-paths/core';
import { defineCommand } from './command.js';
import { fullName } from './find-trial.js';
import { modelCard } from './model-card/model-card.js';
import { OUT_FLAGS } from './out-file.js';
import { askedPlace } from './path-formats/asked-place.js';
import { WEIGHT_TYPES, type EncodedFile, type NamedShape, type PathFormat } from './path-formats/path-format.js';
import { pathFormats } from './path-formats/registry.js';
import { interpolatableTrial, type InterpolatableTrial } from './interpolatable-trial.js';
import { writeJson } from './write-json.js';

const FORMATS = Object.entries<PathFormat>(pathFormats);
const FORMAT_LIST = FORMATS.map(([name, { about }]) => `${name}, ${about}`).join('; ');

export const exportPath = defineCommand({
  usage: '<trial>',
  about: `Exports the path of a finished trial: ${FORMAT_LIST}.
The model has the inputs z_a and z_b [n, d], the latents of the two images (or with the axes that the decoder of an
imported VAE gives them, as [n, c, h, w]), and alpha [n]; its output z, of the same axes, is the
point of the path, and with the decoder image [n, h, w, c] its picture, values 0…1. The weights are those that were
scored: the average if one was kept. The metadata of the file names the trial, its VAE and the commit that trained
it. A module of PyTorch and a package of JavaScript are folders, made from the same model, operator by operator. A page
is opened in a browser, from the disk: it asks for nothing, and holds its numbers against the trial's.

A model card goes along, beside a file as FILE.md and in a folder as README.md: what the path was trained on, of which
VAE it is, how it was scored, and where it is worse than the straight line.`,
  flags: {
    to: { about: `${FORMATS.map(([name]) => name).join(' | ')}; onnx if left out`, value: 'FORMAT' },
    with: { about: 'decoder: include D', value: 'PART' },
    batch: { about: 'points that the model computes at once; default: any number', value: 'N' },
    weights: { about: `${WEIGHT_TYPES.join(' | ')}, of a page; float32 if left out`, value: 'TYPE' },
    out: { about: 'file to write, or new or empty folder; default: one named after the trial', value: 'FILE' },
    force: OUT_FLAGS.force,
  },
  examples: [
    'export 332d',
    'export dense-alpha/all-dense-332d80855212 --with decoder --out path.onnx',
    'export 332d --to safetensors',
    'export 332d --to pytorch --out my_path',
    'export 332d --to package --out my-path',
    'export 332d --to page --weights float16',
  ],
  json:
    'experiment, trial, format, out, files (paths), card (path), bytes, content (of a model inputs and outputs, of ' +
    'weights arrays, of a package interpolate, each { name, shape }), metadata, note (of half precision: what it ' +
    'changes)',

  async run({ names, flags }, context) {
    const [formatName, format] = readFormat(flags.to ?? 'onnx');
    if (flags.with !== undefined && flags.with !== 'decoder')
      throw new UsageError(`--with: expected decoder, got ${flags.with}${suggestion(flags.with, ['decoder'])}`);
    for (const flag of ['with', 'batch', 'weights'] as const)
      if (flags[flag] !== undefined && !format.takes.includes(flag)) throw notFor(flag, formatName);
    const rows = flags.batch === undefined ? null : readBatch(flags.batch);
    const trial = await interpolatableTrial('export', names, context.store);
    const place = askedPlace(flags, format, trial.name.trial);
    const metadata = metadataOf(trial);
    const request = {
      trial,
      store: context.store,
      decoder: flags.with === 'decoder',
      rows,
      weights: readWeights(flags.weights ?? 'float32'),
      metadata,
    };
    const { content, note, usage, files } = await place.encode(request);
    const card = await modelCard({ trial, store: context.store, usage });
    const written = await place.write({ files, card });
    const { out } = place;
    if (context.json)
      writeJson(context, 'export', {
        ...trial.name,
        format: formatName,
        out,
        ...written,
        content,
        metadata,
        ...(note !== undefined && { note }),
      });
    else {
      const noted = note === undefined ? '' : `${note}\n`;
      const told = `${fullName(trial.name)} to ${out}, ${formatBytes(written.bytes)}; model card: ${written.card}`;
      context.out.write(`${told}\n${describe(content)}\n${noted}`);
    }
    return EXIT.done;
  },
});

function readFormat(name: string): readonly [string, PathFormat] {
  const found = FORMATS.find(([known]) => known === name);
  const names = FORMATS.map(([known]) => known);
  if (found === undefined)
    throw new UsageError(`--to: expected one of ${names.join(', ')}, got ${name}${suggestion(name, names)}`);
  return found;
}

/** Says which formats take a flag. */
function notFor(flag: 'with' | 'batch' | 'weights', got: string): UsageError {
  const takers = FORMATS.filter(([, { takes }]) => takes.includes(flag)).map(([name]) => `--to ${name}`);
  return new UsageError(`--${flag}: expected ${takers.join(' or ')}, got --to ${got}; leave --${flag} out`);
}

function readWeights(text: string): (typeof WEIGHT_TYPES)[number] {
  const found = WEIGHT_TYPES.find((type) => type === text);
  if (found === undefined)
    throw new UsageError(
      `--weights: expected one of ${WEIGHT_TYPES.join(', ')}, got ${text}${suggestion(text, [...WEIGHT_TYPES])}`,
    );
  return found;
}

function readBatch(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--batch: expected a positive integer, got ${text}`);
  return Number(text);
}

/** Text by name, as both formats have it. */
function metadataOf({
  name,
  run,
  finished: { config, source, path, vae },
}: InterpolatableTrial): Record<string, string> {
  const { commit, dirty } = run.provenance;
  const input = run.inputs['vae'];
  return {
    experiment: name.experiment,
    trial: name.trial,
    arm: run.arm,
    seed: String(run.seed),
    path: JSON.stringify(config.path),
    weights: !path.trained ? 'none' : config.optimiser.average === undefined ? 'last' : 'average',
    latent: String(vae.latentSize),
    image: source.shape.join(','),
    ...(input && { vae: input.artifact, 'vae-sha256': input.content }),
    ...(commit !== null && { commit }),
    ...(dirty !== null && { 'uncommitted-change-sha256': dirty }),
  };
}

function describe(content: EncodedFile['content']): string {
  const shown = (all: readonly NamedShape[]) =>
    all.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ');
  return Object.entries(content)
    .map(([what, all]) => `${what}: ${shown(all)}`)
    .join('\n');
}
