import { EXIT, ndarray, sizeOf, UsageError } from '@latent-paths/core';
import { MissingBackground, type ImageSource } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import {
  cutAutoencoder,
  formatPort,
  formatTried,
  readingYaml,
  tryReadings,
  type Autoencoder,
  type OnnxModel,
  type TriedReadings,
} from '@latent-paths/pretrained';
import { openImages, trialSchema } from '@latent-paths/specification/trial';
import { modelFormats, modelKind, modelOf } from '@latent-paths/specification/vaes';
import { withPrograms } from '@latent-paths/trials/steps';
import { engineRunner } from '@latent-paths/trials/vaes';
import { stringify } from 'yaml';
import { coresHere } from '../machine/cores.js';
import { defineCommand, type CommandContext } from './command.js';
import { askedLooks, LOOK_FLAGS } from './walks/picture-reader.js';
import { writeJson } from './write-json.js';

const MOST_PICTURES = 64;
/** How many places to cut are listed. */
const MOST_CUTS = 8;

type Description = ReturnType<OnnxModel['describe']>;

export const inspect = defineCommand({
  usage: '<encoder.onnx> <decoder.onnx> | <autoencoder.onnx> | <encoder/model.json> <decoder/model.json>',
  about: `Shows what ONNX files and GraphModels of TensorFlow.js contain: inputs, outputs, operators, what cannot be
computed, and where a whole autoencoder can be cut in two. With --images, it tries every plausible reading of the files
on the pictures of a folder, marks the best one, and prints the YAML to paste. A wrong reading runs without an error:
only the reconstructed pictures show it.`,
  flags: {
    images: { about: 'folder of pictures to try all readings on', value: 'FOLDER' },
    size: { about: 'side that pictures are resized to; as they are if left out', value: 'N' },
    channels: { about: '1 (grey) or 3; 3 if left out', value: 'N' },
    background: LOOK_FLAGS.background,
    latent: { about: 'tensor at which a whole autoencoder is cut', value: 'NAME' },
  },
  examples: ['inspect enc.onnx dec.onnx', 'inspect enc.onnx dec.onnx --images my-pictures --size 64'],
  json:
    'models, each { file, opset, inputs, outputs, operators, batch, latents, unsupported, notes }, and with --images ' +
    'tried: images, baseline, settled, best, rows, each { reading, error, failure }, and yaml',

  async run({ names, flags }, context) {
    if (names.length < 1 || names.length > 2)
      throw new UsageError(
        `inspect: expected one model or two, got ${names.length}; npx latent-paths inspect <encoder.onnx> ` +
          '<decoder.onnx>, or <autoencoder.onnx>',
      );
    const weights = names.find((name) => name.endsWith('.safetensors'));
    if (weights !== undefined)
      throw new UsageError(
        `${weights}: expected an ONNX file or a model.json of TensorFlow.js, got weights alone; an experiment names ` +
          `them by vae: { kind: weights, architecture: …, file: ${weights} }`,
      );
    const [kind, other = kind] = names.map(modelKind);
    if (other !== kind)
      throw new UsageError(`inspect: expected two models of one format, got ${kind} and ${other}; convert one of them`);
    const models = names.map((name) => modelOf(name, modelFormats[modelKind(name)]));
    const told = models.map((model, i) => ({ file: names[i]!, ...model.describe() }));
    const data = flags.images === undefined ? null : folderOf(flags.images, flags);
    const tried = data && (await tryAll(autoencoderOf(models, flags.latent), data, context));
    const vae = tried?.best && yamlOf(names, flags.latent, tried.best);
    const yaml = vae === undefined || vae === null ? null : `${dataYaml(data)}${vae}`;
    if (context.json) {
      writeJson(context, 'inspect', { models: told, ...(tried && { tried, yaml }) });
      return EXIT.done;
    }
    const parts = [
      ...told.map((one, i) => describeModel(names[i]!, one)),
      ...(tried === null ? [] : [formatTried(tried)]),
      ...(yaml === null ? [] : [yaml.trimEnd()]),
    ];
    context.out.write(`${parts.join('\n\n')}\n`);
    return EXIT.done;
  },
});

/** @throws UsageError if one file is to be tried and it is not said where to cut it */
function autoencoderOf([first, second]: readonly OnnxModel[], latent: string | undefined): Autoencoder {
  if (second !== undefined) return { encoder: first!, decoder: second }; // one file or two
  if (latent === undefined)
    throw new UsageError(
      '--latent: expected the tensor at which the autoencoder is cut, got none; without --images, inspect lists them',
    );
  return cutAutoencoder(first!, latent);
}

interface LookFlags {
  readonly size: string | undefined;
  readonly channels: string | undefined;
  readonly background: string | undefined;
}

/** The pictures to try, as an experiment names them. @throws UsageError if a flag says what cannot be */
function folderOf(path: string, flags: LookFlags) {
  const number = (name: 'size' | 'channels', text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`--${name}: expected a positive integer, got ${text}`);
    return Number(text);
  };
  const [size, channels] = [number('size', flags.size), number('channels', flags.channels)];
  const { background } = askedLooks({ background: flags.background, fit: undefined, kernel: undefined });
  return {
    kind: 'folder',
    path,
    ...(size !== undefined && { size }),
    ...(channels !== undefined && { channels }),
    ...(background !== undefined && { background }),
  };
}

type Folder = ReturnType<typeof folderOf>;

/** The pictures for the experiment's file, where it must say what they lie on. */
function dataYaml(data: Folder | null): string {
  return data?.background === undefined ? '' : stringify({ data }, { lineWidth: 0 });
}

async function tryAll(model: Autoencoder, data: Folder, { store }: CommandContext): Promise<TriedReadings> {
  const source = await openImages({ data: trialSchema.shape.data.parse(data) }, store).catch((cause: unknown) => {
    throw cause instanceof Error && cause.cause instanceof MissingBackground
      ? new UsageError(cause.message.replace('Add background:', 'Add --background'), { cause })
      : cause;
  });
  const pictures = firstPictures(source);
  const engine = await openEngine(undefined, { threads: coresHere().count });
  try {
    return await withPrograms(engine, (compile) => tryReadings(model, pictures, { run: engineRunner(compile) }));
  } finally {
    engine.dispose();
  }
}

function firstPictures(source: ImageSource) {
  const pixels = sizeOf(source.shape);
  const counts = { train: Math.min(MOST_PICTURES, source.size.train), heldOut: 0 };
  counts.heldOut = Math.min(MOST_PICTURES - counts.train, source.size.heldOut);
  const pictures = new Float32Array((counts.train + counts.heldOut) * pixels);
  let at = 0;
  for (const part of ['train', 'heldOut'] as const)
    for (let i = 0; i < counts[part]; i++) source.write(part, i, pictures, at++ * pixels);
  return ndarray([at, ...source.shape], pictures);
}

function yamlOf(
  names: readonly string[],
  latent: string | undefined,
  best: NonNullable<TriedReadings['best']>,
): string {
  const [first, second] = names;
  // one file or two
  const text = readingYaml({ kind: modelKind(first!), encoder: first!, decoder: second ?? '' }, best);
  if (second !== undefined) return text;
  return text.replace(/^ {2}encoder: .*$/m, `  file: ${first}`).replace(/^ {2}decoder: .*$/m, `  latent: ${latent}`);
}

function describeModel(
  file: string,
  { opset, batch, inputs, outputs, operators, latents, unsupported, notes }: Description,
): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `  - ${line}`)];
  const counted = Object.entries(operators).map(([op, count]) => (count === 1 ? op : `${op} ×${count}`));
  return [
    `${file}: opset ${opset}${batch === undefined ? '' : `, a batch of ${batch}`}`,
    `  ${inputs.map(formatPort).join(', ')} → ${outputs.map(formatPort).join(', ')}`,
    `  ${counted.join(', ')}`,
    ...list(
      'can be cut at',
      latents.slice(0, MOST_CUTS).map(({ name }) => name),
    ),
    ...list('notes', notes),
    ...list('cannot be computed', unsupported),
  ].join('\n');
}
