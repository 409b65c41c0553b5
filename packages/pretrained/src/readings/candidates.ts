import { formatPort } from '../format.js';
import type { Port } from '../graph.js';
import type { OnnxModel } from '../read-onnx.js';
import type { Autoencoder, ImageShape } from './autoencoder.js';
import { compareLatents, type Compared } from './compare-latents.js';
import { floatOutputs } from './float-outputs.js';
import { layoutsOf } from './picture-axes.js';
import { SPLITS, type Layout, type Output, type Posterior } from './reading.js';

/** Which output is the picture, its range left open. */
export type PicturePlace = ({ readonly name: string } | { readonly sum: readonly string[] }) & Omit<Output, 'range'>;

/** Up to this many outputs, all their sums are tried; with more, only the sum of all. */
const MOST_SUMMED = 4;

/** The one input of a half. @throws if it has none or several */
export function onlyInput({ graph: { file, inputs } }: OnnxModel, what: string): Port {
  if (inputs.length === 1) return inputs[0]!;
  const told = inputs.map(formatPort).join(', ') || 'none';
  throw new Error(
    `${file}: expected one input, ${what}, got ${told}; export with the others fixed, or take an output that does ` +
      'not depend on them',
  );
}

interface ComparedPort extends Compared {
  readonly name: string;
}

function comparedOutputs({ encoder, decoder }: Autoencoder): readonly ComparedPort[] {
  const latent = onlyInput(decoder, 'the latent');
  return floatOutputs(encoder.graph).map((port) => ({ name: port.name, ...compareLatents(port, latent) }));
}

/** Where the mean may be by the shapes of the files, whether or not it can be computed. */
export function posteriorsByShape(model: Autoencoder): readonly Posterior[] {
  const outputs = comparedOutputs(model);
  const same = outputs.filter((output) => output.same).map(({ name }) => name);
  const double = outputs.filter((output) => output.double !== undefined);
  const [first, second] = same;
  const means = ((): readonly Posterior[] => {
    if (same.length === 1) return ['mean'];
    if (same.length === 2)
      return [
        { mean: first!, logVariance: second! },
        { mean: second!, logVariance: first! },
      ];
    return same.map((mean) => ({ mean }));
  })();
  return [...means, ...(double.length === 1 ? SPLITS : [])];
}

/**
 * The tensors of the encoder that a posterior is read from, the mean first, and the axis along which one is split.
 * @throws if no one output fits
 */
export function tensorsOf(
  model: Autoencoder,
  posterior: Posterior,
): { readonly names: readonly string[]; readonly axis: number } {
  if (typeof posterior === 'object') return { names: [posterior.mean, posterior.logVariance ?? []].flat(), axis: 1 };
  const outputs = comparedOutputs(model);
  const fitting = outputs.filter(({ same, double }) => (posterior === 'mean' ? same : double !== undefined));
  if (fitting.length === 1) return { names: [fitting[0]!.name], axis: fitting[0]!.double ?? 1 };
  const { encoder, decoder } = model;
  const wanted = posterior === 'mean' ? 'as many numbers as' : 'twice as many numbers as';
  const given = encoder.graph.outputs.map(formatPort).join(', ');
  const remedy =
    fitting.length === 0
      ? 'take the two files from one model, or another posterior'
      : 'name one by posterior: { mean: name }';
  throw new Error(
    `${encoder.graph.file}: expected one output with ${wanted} the decoder takes, ` +
      `${formatPort(onlyInput(decoder, 'the latent'))}, got ${given}; ${remedy}`,
  );
}

/** The encoder cut to what a posterior is read from. */
export function encoderFor(model: Autoencoder, posterior: Posterior): OnnxModel {
  return model.encoder.cut({ to: tensorsOf(model, posterior).names });
}

/** Which outputs may be the picture, alone or as a sum, by the shapes of the files. */
export function picturesByShape({ decoder }: Autoencoder, image: ImageShape | undefined): readonly PicturePlace[] {
  const outputs = floatOutputs(decoder.graph);
  const single = outputs.flatMap((port) => placesOf([port], image, false));
  const summed = subsets(outputs).flatMap((ports) => placesOf(ports, image, true));
  return [...single, ...summed];
}

function placesOf(ports: readonly Port[], image: ImageShape | undefined, resized: boolean): readonly PicturePlace[] {
  const layouts = (more: number): readonly Layout[] => {
    const each = ports.map((port) => layoutsOf(port, { image, resized, more }));
    return each[0]!.filter((layout) => each.every((others) => others.includes(layout)));
  };
  const names = ports.map(({ name }) => name);
  const place = resized ? { sum: names } : { name: names[0]! };
  const plain = layouts(0).map((layout) => ({ ...place, layout }));
  return plain.length > 0 || image === undefined
    ? plain
    : layouts(1).map((layout) => ({ ...place, layout, alpha: 'drop' as const }));
}

/** Two outputs or more, in the file's order. */
function subsets(ports: readonly Port[]): readonly (readonly Port[])[] {
  if (ports.length < 2) return [];
  if (ports.length > MOST_SUMMED) return [ports];
  const all = Array.from({ length: 2 ** ports.length }, (_, bits) => ports.filter((__, i) => (bits >> i) % 2 === 1));
  return all.filter(({ length }) => length > 1);
}
