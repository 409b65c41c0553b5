import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Message } from 'apache-arrow';
import { Footer, type FileBlock } from 'apache-arrow/ipc/metadata/file';
import { StorageError, storageError } from '../store/storage-error.js';
import { formatColumns, poolSchema } from './pool-columns.js';
import { POOL_METADATA_KEY, poolMetadata, type PoolMetadata } from './pool-metadata.js';

/** Where the rows of one record batch lie: byte positions in the file of its first index and its first latent. */
export interface RowBlock {
  readonly rows: number;
  readonly indices: number;
  readonly latents: number;
}

/** A pool file, open for reading. */
export interface PoolFile {
  readonly path: string;
  readonly fd: number;
  readonly metadata: PoolMetadata;
  readonly blocks: readonly RowBlock[];
}

const MAGIC = 'ARROW1';
/** Footer length and magic, at the file's end. */
const TAIL = 4 + MAGIC.length;
/** 0xFFFFFFFF and the length, before a message. */
const PREFIX = 8;
const REMEDY = 'Delete the file and run the experiment again: the pool is then extracted anew.';

function damaged(path: string, expected: string, got: string, cause?: unknown): Error {
  return new Error(`openPool: expected ${expected}, got ${got}: ${path}. ${REMEDY}`, { cause });
}

/** Fills `bytes` from the file's `position` on. @throws if the file ends before, or cannot be read */
export function readExactly(file: Pick<PoolFile, 'fd' | 'path'>, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const read = readPart(file, bytes.subarray(done), position + done);
    if (read === 0) throw damaged(file.path, `${bytes.length} bytes at position ${position}`, 'the end of the file');
    done += read;
  }
}

function readPart({ fd, path }: Pick<PoolFile, 'fd' | 'path'>, bytes: Uint8Array, position: number): number {
  try {
    return readSync(fd, bytes, 0, bytes.length, position);
  } catch (error) {
    throw storageError(path, error);
  }
}

function readAt(file: Pick<PoolFile, 'fd' | 'path'>, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readExactly(file, bytes, position);
  return bytes;
}

function readFooter(file: Pick<PoolFile, 'fd' | 'path'>, size: number): Footer {
  const { path } = file;
  const whole = `an Arrow file between two magics ${MAGIC}`;
  if (size < PREFIX + TAIL || readAt(file, 0, MAGIC.length).toString('latin1') !== MAGIC) {
    throw damaged(path, whole, size < PREFIX + TAIL ? `a file of ${size} bytes` : 'another format');
  }
  const tail = readAt(file, size - TAIL, TAIL);
  if (tail.toString('latin1', 4) !== MAGIC) throw damaged(path, whole, 'a truncated file');
  const length = tail.readInt32LE(0);
  if (length <= 0 || length > size - PREFIX - TAIL)
    throw damaged(path, 'a footer inside the file', `a footer of ${length} bytes`);
  return Footer.decode(readAt(file, size - TAIL - length, length));
}

function readMetadata(path: string, footer: Footer): PoolMetadata {
  const text = footer.schema.metadata.get(POOL_METADATA_KEY);
  if (text === undefined)
    throw damaged(path, `the schema metadata ${POOL_METADATA_KEY} of a pool`, 'an Arrow file without it');
  const parsed = poolMetadata.safeParse(JSON.parse(text));
  if (!parsed.success) throw damaged(path, 'pool metadata of version 1', parsed.error.message, parsed.error);
  const expected = formatColumns(poolSchema(parsed.data.latentSize));
  const got = formatColumns(footer.schema);
  if (got !== expected) throw damaged(path, `the columns ${expected}`, got);
  return parsed.data;
}

/**
 * Finds a record batch's rows from its message alone: buffers that are neither compressed nor null have fixed places.
 */
function locateRows(file: Pick<PoolFile, 'fd' | 'path'>, size: number, latentSize: number, block: FileBlock): RowBlock {
  const message = Message.decode(readAt(file, block.offset + PREFIX, block.metaDataLength - PREFIX));
  if (!message.isRecordBatch()) throw damaged(file.path, 'a record batch', 'another message');
  const { length: rows, nodes, buffers, compression } = message.header();
  // Validity and values of `index`; validity of `latent`; validity and values of its items.
  const [, indices, , , latents] = buffers;
  const plain =
    compression === null &&
    nodes.every((node) => node.nullCount === 0) &&
    indices !== undefined &&
    latents !== undefined &&
    indices.length >= rows * 4 &&
    latents.length >= rows * latentSize * 4;
  if (!plain) throw damaged(file.path, 'uncompressed columns without nulls', 'other buffers');
  const body = block.offset + block.metaDataLength;
  if (body + block.bodyLength > size) throw damaged(file.path, 'record batches inside the file', 'one beyond its end');
  return { rows, indices: body + indices.offset, latents: body + latents.offset };
}

function readLayout(file: Pick<PoolFile, 'fd' | 'path'>): Pick<PoolFile, 'metadata' | 'blocks'> {
  const { size } = fstatSync(file.fd);
  const footer = readFooter(file, size);
  const metadata = readMetadata(file.path, footer);
  const blocks = Array.from(footer.recordBatches(), (block) => locateRows(file, size, metadata.latentSize, block));
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  if (rows !== metadata.count) throw damaged(file.path, `${metadata.count} rows`, `${rows}`);
  return { metadata, blocks };
}

/** Opens one file of a pool and finds where its rows lie, reading its footer and the head of each record batch only. */
export function openPoolFile(path: string): PoolFile {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (cause) {
    throw new Error(
      `openPool: expected a pool file, got none that can be read: ${path}. Run the experiment: the pool is then ` +
        'extracted.',
      { cause },
    );
  }
  try {
    return { path, fd, ...readLayout({ path, fd }) };
  } catch (cause) {
    closeSync(fd);
    if (cause instanceof StorageError || (cause instanceof Error && cause.message.startsWith('openPool: ')))
      throw cause;
    throw damaged(path, 'a readable Arrow footer', 'a damaged one', cause);
  }
}
