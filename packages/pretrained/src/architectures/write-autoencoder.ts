import type { NamedArrays } from '@latent-paths/core';
import type { OnnxGraph, Port } from '../graph.js';
import { onnxModel, type OnnxModel } from '../read-onnx.js';
import type { Autoencoder, ImageShape } from '../readings/autoencoder.js';
import type { AskedReading } from '../readings/reading.js';
import type { Architecture, Axes, Encoded, Shapes } from './architecture.js';
import { writeNet, type Value, type Written } from './net.js';
import { architectures } from './registry.js';

/** The weights of a VAE by their names in its state dict: of both halves together, or of each apart. */
export interface StateDicts {
  readonly encoder: NamedArrays;
  readonly decoder: NamedArrays;
  /** What messages call them. */
  readonly file: string;
}

const OPSET = 17;
/** Counts that PyTorch keeps beside the statistics of a batch normalisation. */
const COUNTER = '.num_batches_tracked';

/** A VAE that was written down, and how its numbers are read. */
export interface WrittenAutoencoder {
  readonly model: Autoencoder;
  readonly reading: AskedReading;
}

/**
 * A state dict as a VAE of an architecture.
 * @throws if arrays are missing or left over: one error that lists both
 */
export function writeAutoencoder(
  architecture: Architecture,
  state: StateDicts,
  pictures?: ImageShape,
): WrittenAutoencoder {
  return write(architecture, state, { pictures, fitting: () => fittingNames(state, pictures) });
}

interface WriteOptions {
  readonly pictures: ImageShape | undefined;
  /** Names of architectures that have these arrays, asked for where this one has others. */
  readonly fitting: () => readonly string[];
}

function write(architecture: Architecture, state: StateDicts, { pictures, fitting }: WriteOptions): WrittenAutoencoder {
  const [encoding, decoding] = [writeNet('encoder', state.encoder), writeNet('decoder', state.decoder)];
  const halves = [encoding, decoding];
  const requireArrays = () => requireAll(halves, state, fitting);
  const { shapes, encoded, picture } = orLacking(halves, requireArrays, () => {
    const found = requireShapes(architecture.shapes(encoding.net, pictures));
    return {
      shapes: found,
      encoded: requireEncoded(architecture.encode(encoding.net, { name: 'image' }, found)),
      picture: requireValue('decode', architecture.decode(decoding.net, { name: 'latent' }, found)),
    };
  });
  requireArrays();
  const { file } = state;
  const { image, latent } = shapes;
  const outputs: Outputs = { picture: [picture, image] };
  return {
    model: {
      encoder: modelOf(encoding, { file, input: port('image', image), outputs: outputsOf(encoded) }),
      decoder: modelOf(decoding, { file, input: port('latent', latent), outputs }),
    },
    reading: { posterior: posteriorOf(encoded), ...architecture.reading },
  };
}

function posteriorOf(encoded: Encoded): AskedReading['posterior'] {
  return 'mean' in encoded ? { mean: 'mean', logVariance: 'log_variance' } : 'mean';
}

function outputsOf(encoded: Encoded): Outputs {
  if (!('mean' in encoded)) return { posterior: [encoded] };
  return { mean: [encoded.mean], log_variance: [encoded.logVariance] };
}

/** By the name that each gets: the tensor, and its axes where they are known. */
type Outputs = Readonly<Record<string, readonly [value: Value, axes?: Axes]>>;

interface Half {
  readonly file: string;
  readonly input: Port;
  readonly outputs: Outputs;
}

function modelOf({ nodes, constants }: Written, { file, input, outputs }: Half): OnnxModel {
  const named = Object.entries(outputs);
  const ends = named.map(([name, [value]]) => ({
    op: 'Identity',
    domain: '',
    name,
    inputs: [value.name],
    outputs: [name],
    attributes: {},
  }));
  const graph: OnnxGraph = {
    file,
    opset: OPSET,
    producer: 'latent-paths',
    inputs: [input],
    outputs: named.map(([name, [, axes]]) => (axes === undefined ? { name, type: 'float32' } : port(name, axes))),
    nodes: [...nodes, ...ends],
    constants,
    between: new Map(),
    notes: [],
  };
  return onnxModel(graph);
}

function port(name: string, axes: Axes): Port {
  return { name, type: 'float32', shape: ['batch', ...axes] };
}

/** A user's module is not checked by types: what its functions return is looked at. */
function requireShapes(shapes: Shapes): Shapes {
  const isAxes = (axes: unknown) =>
    Array.isArray(axes) && axes.every((axis) => typeof axis === 'number' || typeof axis === 'string');
  if (typeof shapes === 'object' && shapes !== null && isAxes(shapes.image) && isAxes(shapes.latent)) return shapes;
  throw new Error('shapes: expected { image, latent }, lists of lengths or names, got another value; return both');
}

function requireEncoded(encoded: Encoded): Encoded {
  if (typeof encoded !== 'object' || encoded === null || !('mean' in encoded)) return requireValue('encode', encoded);
  requireValue('encode, mean', encoded.mean);
  requireValue('encode, logVariance', encoded.logVariance);
  return encoded;
}

function requireValue<Given extends Encoded>(where: string, value: Given): Given {
  if (typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string') return value;
  throw new Error(`${where}: expected a value that the net made, got ${String(value)}; return it`);
}

function fittingNames(state: StateDicts, pictures: ImageShape | undefined): readonly string[] {
  const named = Object.entries<Architecture>(architectures);
  return named.filter(([, other]) => fits(other, state, pictures)).map(([name]) => name);
}

function fits(other: Architecture, state: StateDicts, pictures: ImageShape | undefined): boolean {
  try {
    write(other, state, { pictures, fitting: () => [] });
    return true;
  } catch {
    return false; // whatever is wrong, these are not its arrays
  }
}

/** What fails because an array is missing is reported as that. */
function orLacking<Made>(halves: readonly Written[], requireArrays: () => void, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (halves.some(({ lacking }) => lacking.size > 0)) requireArrays();
    throw error;
  }
}

function requireAll(
  halves: readonly Written[],
  { encoder, decoder, file }: StateDicts,
  fitting: WriteOptions['fitting'],
): void {
  const lacking = halves.flatMap((half) => [...half.lacking]);
  const read = new Set(halves.flatMap((half) => [...half.read]));
  const there = Object.keys({ ...encoder, ...decoder });
  const left = there.filter((name) => !read.has(name) && !name.endsWith(COUNTER));
  if (lacking.length === 0 && left.length === 0) return;
  const parts = [
    ...(lacking.length > 0 ? [`none of the name ${some(lacking)}, which it reads`] : []),
    ...(left.length > 0 ? [`${some(left)}, which it does not read`] : []),
  ];
  const others = fitting();
  const remedy =
    others.length > 0
      ? `they are those of ${others.join(' and of ')}: write architecture: ${others[0]}`
      : 'name another architecture, or write one in a file of your own';
  throw new Error(`${file}: expected the arrays of the architecture, got ${parts.join(', and ')}; ${remedy}`);
}

const MOST_TOLD = 6;

function some(names: readonly string[]): string {
  const rest = names.length - MOST_TOLD;
  return names.slice(0, MOST_TOLD).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
