import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { ArrayReference } from '../arrays/array-reference.js';
import { fromHalf } from '../arrays/element.js';
import { refusePointer } from '../arrays/refuse-pointer.js';
import { latentRoom } from './latent-room.js';
import type { FoundArray } from './latent-array.js';

interface NumberType {
  readonly bytes: number;
  read(bytes: Buffer, at: number): number;
}

const types: Readonly<Record<string, NumberType>> = {
  F16: { bytes: 2, read: (bytes, at) => fromHalf(bytes.readUInt16LE(at)) },
  BF16: { bytes: 2, read: (bytes, at) => fromBrain(bytes.readUInt16LE(at)) },
  F32: { bytes: 4, read: (bytes, at) => bytes.readFloatLE(at) },
  F64: { bytes: 8, read: (bytes, at) => bytes.readDoubleLE(at) },
};

const size = z.int().min(0);
const tensor = z.object({ dtype: z.string(), shape: z.array(size).max(8), data_offsets: z.tuple([size, size]) });
const header = z.record(z.string(), z.unknown());

const PREFIX = 8;
/** The format's own limit is 100 MB; a file of latents has a few names. */
const LARGEST_HEADER = 2 ** 24;
const PART = 2 ** 20;

/** bfloat16: the upper half of a float32. */
function fromBrain(bits: number): number {
  const word = Buffer.alloc(4);
  word.writeUInt16LE(bits, 2);
  return word.readFloatLE(0);
}

/** Latents of a tensor of a safetensors file; of the file, its header and that tensor are read. */
export async function latentsOfSafetensors(reference: ArrayReference, path: string): Promise<FoundArray> {
  const where = reference.text;
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new Error(`${where}: expected a file, got none that can be read. Give its path relative to the workspace.`, {
      cause,
    });
  });
  try {
    await refusePointer(where, file, 'latents in safetensors');
    const length = (await file.stat()).size;
    const prefix = await readExactly(where, file, 0, PREFIX);
    const bytes = Number(prefix.readBigUInt64LE(0));
    if (bytes > LARGEST_HEADER || PREFIX + bytes > length)
      throw damaged(where, `a header of ${bytes} bytes in a file of ${length}`);
    const found = tensorOf(reference, parseHeader(where, await readExactly(where, file, PREFIX, bytes)));
    const type = Object.hasOwn(types, found.dtype) ? types[found.dtype] : undefined;
    if (type === undefined)
      throw new Error(
        `${where}: expected numbers of ${Object.keys(types).join(', ')}, got ${found.dtype}. Save tensor.float().`,
      );
    const [begin, end] = found.data_offsets;
    const count = found.shape.reduce((product, side) => product * side, 1);
    if (end - begin !== count * type.bytes || PREFIX + bytes + end > length)
      throw damaged(where, `${found.dtype} of shape (${found.shape.join(', ')}) at bytes ${begin} to ${end}`);
    const values = latentRoom(where, found.shape);
    await fill(values, { type, read: (at, part) => readExactly(where, file, PREFIX + bytes + begin + at, part) });
    return { shape: found.shape, values };
  } finally {
    await file.close();
  }
}

async function fill(
  values: Float32Array,
  { type, read }: { type: NumberType; read: (at: number, bytes: number) => Promise<Buffer> },
): Promise<void> {
  const bytes = values.length * type.bytes;
  for (let at = 0; at < bytes; at += PART) {
    const part = await read(at, Math.min(PART, bytes - at));
    for (let from = 0; from < part.length; from += type.bytes) values[(at + from) / type.bytes] = type.read(part, from);
  }
}

function parseHeader(where: string, bytes: Buffer): Record<string, unknown> {
  try {
    return header.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw damaged(where, 'a header that is no JSON object', cause);
  }
}

function tensorOf({ text, key }: ArrayReference, names: Record<string, unknown>): z.output<typeof tensor> {
  const tensors = Object.keys(names).filter((name) => name !== '__metadata__');
  const name = key ?? (tensors.length === 1 ? tensors[0] : undefined);
  if (name === undefined || !tensors.includes(name)) {
    throw new Error(
      `${text}: expected one of its tensors, ${tensors.slice(0, 10).join(', ') || 'of which there is none'}, as in ` +
        `z.safetensors[${tensors[0] ?? 'name'}], got ${key ?? 'no name'}`,
    );
  }
  const parsed = tensor.safeParse(names[name]);
  if (!parsed.success) throw damaged(text, `no description of ${name}`, parsed.error);
  return parsed.data;
}

async function readExactly(where: string, file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, position);
  if (bytesRead !== bytes) throw damaged(where, 'a truncated file');
  return buffer;
}

function damaged(where: string, got: string, cause?: unknown): Error {
  return new Error(`${where}: expected a whole safetensors file, got ${got}. Save it anew.`, { cause });
}
