import { checkImageIndex, checkRoom, type ImageSource } from '../source.js';
import type { ReadRow } from './open-pack.js';

export interface ReadSourceOptions {
  /** Named in errors. */
  readonly kind: string;
  readonly shape: ImageSource['shape'];
  /** Rows of the images of each part, in the order of their indices. */
  readonly parts: { readonly train: Int32Array; readonly heldOut: Int32Array };
  readonly read: ReadRow;
  /** The label of each row; absent if there are none. */
  readonly labels?: readonly string[];
  readonly unnamedFiles?: ImageSource['unnamedFiles'];
  readonly notes?: readonly string[];
}

/** A source of images from files, whose factors nobody knows. */
export function readSource(options: ReadSourceOptions): ImageSource {
  const { kind, shape, parts, read, labels, unnamedFiles, notes = [] } = options;
  const size = { train: parts.train.length, heldOut: parts.heldOut.length };
  const values = shape[0] * shape[1] * shape[2];
  const refuse = (): never => {
    throw new Error(
      `${kind}: expected a source with known factors, got images from files, whose factors are unknown. Use the ` +
        'source "shapes".',
    );
  };
  return {
    shape,
    size,
    factors: [],
    notes,
    ...(unnamedFiles !== undefined && { unnamedFiles }),
    write(part, index, out, offset = 0) {
      checkImageIndex(kind, size, part, index);
      checkRoom(kind, values, out, offset);
      read(parts[part][index]!, out, offset);
    },
    rowOf(part, index) {
      checkImageIndex(kind, size, part, index);
      return parts[part][index]!;
    },
    ...(labels !== undefined && {
      labelOf(part, index) {
        checkImageIndex(kind, size, part, index);
        return labels[parts[part][index]!]!;
      },
    }),
    factorsOf: refuse,
    render: refuse,
  };
}

/** The rows of each part, by the hash of each image's content. */
export function partsOf(hashes: readonly string[], isHeldOut: (hash: string) => boolean): ReadSourceOptions['parts'] {
  const rows = Int32Array.from(hashes, (_, row) => row);
  return {
    train: rows.filter((row) => !isHeldOut(hashes[row]!)),
    heldOut: rows.filter((row) => isHeldOut(hashes[row]!)),
  };
}
