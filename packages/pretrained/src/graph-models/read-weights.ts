import { formatShape, fromHalf, sizeOf } from '@latent-paths/core';
import type { Constant, ElementType } from '../graph.js';
import type { ExternalData } from '../parse/external-data.js';
import type { GraphModelJson, WeightEntry, WeightGroup } from './graph-model.js';

/** How an element lies in bytes, little-endian. */
interface Encoding {
  readonly bytes: number;
  read(view: DataView, at: number): number;
}

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  bool: { bytes: 1, read: (view, at) => Number(view.getUint8(at) !== 0) },
};
/** Of weights that were made smaller: value = stored·scale + min. */
const QUANTISED: Readonly<Record<string, Encoding>> = {
  float16: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
};
/** Whole numbers are int64: in ONNX, shapes are. */
const TYPES: Readonly<Record<string, ElementType>> = { float32: 'float32', int32: 'int64', bool: 'bool' };

const find = <Found>(table: Readonly<Record<string, Found>>, key: string): Found | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * The weights by the names of their nodes: those of a group follow each other without gaps in the bytes of its files.
 * @throws if bytes are missing or left over, or a name stands twice
 */
export function readWeights(
  { weightsManifest }: Pick<GraphModelJson, 'weightsManifest'>,
  shards: ExternalData,
): ReadonlyMap<string, Constant> {
  const constants = new Map<string, Constant>();
  for (const group of weightsManifest) {
    const view = joined(group, shards);
    let at = 0;
    for (const entry of group.weights) {
      if (constants.has(entry.name))
        throw new Error(`weights ${entry.name}: expected the name once, got it twice; the file is damaged`);
      const end = at + bytesOf(entry);
      if (!(end <= view.byteLength))
        throw new Error(
          `weights ${entry.name} ${formatShape(entry.shape)}: expected bytes ${at} to ${end} of ` +
            `${group.paths.join(', ')}, got ${view.byteLength} bytes; they are cut off, or belong to another model`,
        );
      constants.set(entry.name, readOne(entry, view, at));
      at = end;
    }
    if (at < view.byteLength)
      throw new Error(
        `weights: expected ${at} bytes in ${group.paths.join(', ')}, got ${view.byteLength}; they belong to another ` +
          'model',
      );
  }
  return constants;
}

function joined({ paths }: WeightGroup, shards: ExternalData): DataView {
  const parts = paths.map((path) => {
    const part = Object.hasOwn(shards, path) ? shards[path] : undefined;
    if (part !== undefined) return part;
    throw new Error(`weights: expected the file ${path} beside the model, got none; copy it there`);
  });
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = parts.length === 1 ? parts[0]! : new Uint8Array(length);
  if (parts.length > 1) {
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
  }
  return new DataView(whole.buffer, whole.byteOffset, length);
}

function encodingOf({ name, dtype, quantization }: WeightEntry): Encoding {
  const kind = quantization?.dtype ?? dtype;
  const found = find(TYPES, dtype) && find(quantization === undefined ? ENCODINGS : QUANTISED, kind);
  if (found !== undefined) return found;
  throw new Error(
    `weights ${name}: expected float32, int32 or truth values, perhaps kept as float16, uint8 or uint16, got ` +
      `${dtype}${quantization === undefined ? '' : ` kept as ${kind}`}; convert the model in float32`,
  );
}

const bytesOf = (entry: WeightEntry): number => sizeOf(entry.shape) * encodingOf(entry).bytes;

function readOne(entry: WeightEntry, view: DataView, start: number): Constant {
  const { dtype, shape, quantization } = entry;
  const { bytes, read } = encodingOf(entry);
  const { scale = 1, min = 0 } = quantization ?? {};
  const type = TYPES[dtype]!; // encodingOf found it
  const numbers = sizeOf(shape);
  const data = type === 'float32' ? new Float32Array(numbers) : new Float64Array(numbers);
  for (let i = 0; i < numbers; i++) data[i] = read(view, start + i * bytes) * scale + min;
  if (type !== 'float32' && quantization !== undefined) data.forEach((value, i) => (data[i] = Math.round(value)));
  return { type, shape, data };
}
