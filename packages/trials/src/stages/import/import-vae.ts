import { sizeOf, type ImportRecord } from '@latent-paths/core';
import { encodePng, type ArtifactStore, type ImageSource, type LatentArray, type Picture } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { activeLatents, type ActiveDimensions, type PretrainedVae } from '@latent-paths/pretrained';
import type { ImportedVaeConfig } from '@latent-paths/specification/trial';
import { latentUse, vaeKind, type VaeContent } from '@latent-paths/specification/vaes';
import { filmStrip } from '../../evaluation/walks/film-strip.js';
import { stackPictures } from '../../evaluation/walks/stack-pictures.js';
import { withProgress } from '../../progress.js';
import { withPrograms } from '../../steps/with-programs.js';
import { steady } from '../../training/clocks.js';
import { formatKept, KEPT } from '../../vaes/kept-import.js';
import { readContent } from '../../vaes/read-content.js';
import { checkAxes } from '../brought/check-axes.js';
import type { StageContext } from '../context.js';
import { chooseActive, type ChosenActive } from './choose-active.js';
import { madeOfImages } from '../made-of-images.js';
import { QUALITY } from '../quality-file.js';
import { requireUnchanged } from '../require-unchanged.js';
import { decodedPictures } from './decoded-pictures.js';
import { IMPORT, STRIP } from './import-files.js';
import { importNotes } from './import-notes.js';
import { measureImport, type MeasuredImport } from './measure-import.js';
import { parityOf } from './parity.js';
import { MOST_PICTURES } from './pictures-to-measure.js';

export interface ImportVaeOptions {
  readonly vae: ImportedVaeConfig;
  readonly source: ImageSource;
  /** What it is measured on where there are no pictures. */
  readonly latents: LatentArray | null;
  readonly artifact: ArtifactStore;
}

/**
 * Reads a VAE that others trained, measures what it is fit for, and keeps both: its halves as ONNX, how they are read,
 * what was measured, and a strip of pictures.
 * @throws if its files were changed since the configuration was resolved, cannot be computed, or give numbers that are
 * not finite
 */
export async function importVae(
  { vae, source, latents, artifact }: ImportVaeOptions,
  context: StageContext,
): Promise<void> {
  const { files } = vaeKind(vae);
  if (files === undefined) throw new Error('vae: expected one that comes from files, got one that is trained');
  const clock = steady(context.now);
  const content = files.read(source.shape);
  const hashes = files.hashes();
  // After reading, so that what was replaced in between is found, too.
  requireUnchanged(placeOf(vae), vae.content, files.content());
  await artifact.begin();
  const { model } = content;
  const work = { kind: 'vae', label: 'importing the VAE', total: 3, unit: { name: 'checks', size: 1 } } as const;
  await withProgress(context.display, work, (bar) =>
    withPrograms(context.engine, async (compile) => {
      const read = await readContent(content, source.shape, compile);
      bar.update(1);
      const pictures = await picturesFor({ read, source, latents, compile });
      const chosen = latentUse(vae).active ? await chooseActive(read, pictures, compile) : null;
      const used = chosen === null ? read : activeLatents(read, chosen);
      const measured = withoutPictures(await measureImport(used, pictures, compile), pictures !== source);
      bar.update(2);
      const whole = chosen?.latents ?? measured.latents;
      const record: ImportRecord = {
        version: 1,
        files: { ...hashes },
        opset: model.encoder.graph.opset,
        reading: JSON.parse(JSON.stringify(read.reading)),
        told: [...read.told],
        imageShape: [...read.imageShape],
        latentShape: [...read.latentShape],
        parity: await paritiesOf(content, { read, measured: { ...measured, latents: whole }, compile }),
        ...measured.figures,
        ...(chosen && usedOf(chosen, read)),
        notes: [
          ...importNotes(measured.figures, MOST_PICTURES),
          ...(chosen === null ? [] : [noteOf(chosen, read)]),
          ...(pictures === source ? [] : ['measured on what D makes of the pool’s latents: there are no pictures']),
        ],
      };
      const text = (json: unknown) => Buffer.from(`${JSON.stringify(json, null, 2)}\n`);
      await artifact.writeBytes(KEPT.encoder, model.encoder.encode());
      await artifact.writeBytes(KEPT.decoder, model.decoder.encode());
      await artifact.writeBytes(KEPT.reading, Buffer.from(formatKept(read, chosen && dimensionsOf(chosen))));
      await artifact.writeBytes(IMPORT, text(record));
      await artifact.writeBytes(QUALITY, text(measured.quality));
      if (pictures === source) await artifact.writeBytes(STRIP, encodePng(stripOf(measured, source.shape)));
      bar.finish(
        (record.reconstruction === null
          ? 'without pictures, '
          : `squared error on ${record.images} pictures ${record.reconstruction.squaredError.toFixed(5)} (their mean ` +
            `for each: ${record.reconstruction.baseline.toFixed(5)}), `) +
          `${record.active.units} of ${record.active.of} units active`,
      );
    }),
  );
  const { provenance } = context;
  await artifact.finish({ madeAt: context.date(), seconds: clock(), ...madeOfImages(source), provenance });
}

/** Its files as the configuration names them. */
const placeOf = ({ encoder, decoder, file }: ImportedVaeConfig): string =>
  file === undefined ? `${encoder} and ${decoder}` : file;

const dimensionsOf = ({ dimensions, held }: ChosenActive): ActiveDimensions => ({ dimensions, held });

/** What the record says of latents of which not all dimensions are used. */
function usedOf(chosen: ChosenActive, { latentShape }: PretrainedVae): Pick<ImportRecord, 'active' | 'used'> {
  const { dimensions, held } = chosen;
  return {
    active: { units: dimensions.length, of: sizeOf(latentShape) },
    used: { dimensions: [...dimensions], held: [...held] },
  };
}

function noteOf({ dimensions, images }: ChosenActive, { latentShape }: PretrainedVae): string {
  const of = sizeOf(latentShape);
  return (
    `paths and metrics work in the ${dimensions.length} of ${of} latent dimensions that vary over ${images} pictures ` +
    '(latent: { use: active }); each of the others is held at its mean over these'
  );
}

interface PicturesForOptions extends Pick<ImportVaeOptions, 'source' | 'latents'> {
  readonly read: PretrainedVae;
  readonly compile: Engine['compile'];
}

/** The source itself where it has pictures, else what D makes of the pool's latents. */
async function picturesFor({ read, source, latents, compile }: PicturesForOptions): Promise<ImageSource> {
  if (source.size.heldOut > 0) return source;
  if (latents === null) throw new Error('vae: expected pictures or pool.latents to measure it on, got neither');
  checkAxes('pool.latents', latents.shape, read.latentShape);
  return decodedPictures({ vae: read, latents, source, compile });
}

/** What was measured, but for how pictures come back where there were none. */
function withoutPictures(measured: MeasuredImport, areDecoded: boolean): MeasuredImport {
  if (!areDecoded) return measured;
  const { figures, quality } = measured;
  return {
    ...measured,
    figures: { ...figures, reconstruction: null },
    quality: { ...quality, squaredError: null },
  };
}

interface Compared {
  readonly read: PretrainedVae;
  readonly measured: MeasuredImport;
  readonly compile: Engine['compile'];
}

async function paritiesOf(
  { model, given }: VaeContent,
  { read, measured, compile }: Compared,
): Promise<ImportRecord['parity']> {
  const { reading, imageShape, latentShape } = read;
  const { posterior } = reading;
  // A tensor within the graph is no output of the file as it was given.
  const inner = typeof posterior === 'object' ? model.encoder.cut({ to: [posterior.mean] }) : undefined;
  const rank = model.encoder.graph.inputs[0]?.shape?.length ?? 4;
  const encoder = await parityOf({
    half: inner ?? model.encoder,
    bytes: inner === undefined ? given('encoder') : null,
    rows: (count) => repeated(asFileTakes(measured.pictures, read), count * sizeOf(imageShape)),
    rowShape: pictureAxes(rank, reading.input.layout, imageShape),
    compile,
  });
  const decoder = await parityOf({
    half: model.decoder,
    bytes: given('decoder'),
    rows: (count) => repeated(measured.latents, count * sizeOf(latentShape)),
    rowShape: latentShape,
    compile,
  });
  return { encoder, decoder };
}

/** As many numbers, from the beginning again where there are too few. */
function repeated(values: Float32Array, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => values[i % values.length]!);
}

/** Pictures [n, h, w, c], 0…1, in the file's order and scale. */
function asFileTakes(pictures: Float32Array, { reading: { input }, imageShape }: PretrainedVae): Float32Array {
  const [low, high] = input.range;
  const [height, width, channels] = imageShape;
  const area = height * width;
  return Float32Array.from(pictures, (_, i) => {
    const place = i % (area * channels);
    const [channel, pixel] = [Math.floor(place / area), place % area];
    const from = input.layout === 'nchw' ? i - place + pixel * channels + channel : i;
    return low + (high - low) * pictures[from]!;
  });
}

function pictureAxes(
  rank: number,
  layout: 'nchw' | 'nhwc',
  [height, width, channels]: ImageSource['shape'],
): readonly number[] {
  if (rank === 2) return [height * width * channels];
  if (rank === 3) return [height, width];
  return layout === 'nchw' ? [channels, height, width] : [height, width, channels];
}

/** Pictures above what comes back of them. */
function stripOf({ shown: { pictures, reconstructed } }: MeasuredImport, shape: ImageSource['shape']): Picture {
  const scale = Math.max(1, Math.floor(64 / shape[0]));
  const row = (tiles: Float32Array) => filmStrip({ tiles, shape, scale });
  return stackPictures([row(pictures), row(reconstructed)], scale);
}
