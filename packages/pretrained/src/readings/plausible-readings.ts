import type { OnnxModel } from '../read-onnx.js';
import { askedPlaces } from './asked-places.js';
import type { Autoencoder, KnownShapes } from './autoencoder.js';
import { encoderFor, onlyInput, posteriorsByShape } from './candidates.js';
import { lastActivation } from './last-activation.js';
import { layoutsOf } from './picture-axes.js';
import { namesOf } from './pictures.js';
import type { AskedReading, Posterior, Range, Reading } from './reading.js';

const RANGES: readonly Range[] = [
  [0, 1],
  [-1, 1],
  [0, 255],
];

/**
 * All readings that fit the shapes of the files, and what is asked for: every posterior that can be computed × range
 * and layout of the input × output, or sum of outputs, × its range. Latents are unscaled: their scale changes no
 * picture.
 */
export function plausibleReadings(
  model: Autoencoder,
  { imageShape }: Pick<KnownShapes, 'imageShape'> = {},
  asked: AskedReading = {},
): readonly Reading[] {
  const scaling = { scale: asked.scale ?? 1, shift: asked.shift ?? 0 };
  const outputs = outputsOf(model, imageShape, asked.output);
  return posteriorsOf(model, asked.posterior as Posterior | undefined).flatMap((posterior) => {
    // optional keys are absent, not undefined
    const port = onlyInput(encoderFor(model, posterior), 'the picture');
    const layouts = asked.input?.layout === undefined ? layoutsOf(port, { image: imageShape }) : [asked.input.layout];
    const inputs = layouts.flatMap((layout) =>
      (asked.input?.range === undefined ? RANGES : [asked.input.range]).map((range) => ({ range, layout })),
    );
    return inputs.flatMap((input) => outputs.map((output) => ({ input, posterior, output, ...scaling })));
  });
}

function posteriorsOf(model: Autoencoder, asked: Posterior | undefined): readonly Posterior[] {
  const fitting = asked === undefined ? posteriorsByShape(model) : [asked];
  const computed = fitting.filter((posterior) => isComputed(encoderFor(model, posterior)));
  return computed.length > 0 ? computed : fitting;
}

const isComputed = (half: OnnxModel): boolean => half.describe().unsupported.length === 0;

function outputsOf(
  model: Autoencoder,
  imageShape: KnownShapes['imageShape'],
  asked: AskedReading['output'],
): readonly Reading['output'][] {
  const range = typeof asked === 'object' ? asked.range : undefined;
  return askedPlaces(model, imageShape, asked).flatMap((place) =>
    rangesOf(model, namesOf(place), range).map((one) => ({ ...place, range: one })),
  );
}

function rangesOf(
  { decoder }: Autoencoder,
  [only, ...others]: readonly string[],
  asked: Range | undefined,
): readonly Range[] {
  if (asked !== undefined) return [asked];
  const last = others.length === 0 ? lastActivation(decoder.graph, only!) : undefined;
  return last === undefined ? RANGES : [last.range];
}
