import type { Store } from '@latent-paths/data';
import type { InterpolatableTrial } from '../interpolatable-trial.js';

/** How many bits the numbers of weights have. */
export const WEIGHT_TYPES = ['float32', 'float16'] as const;
type WeightType = (typeof WEIGHT_TYPES)[number];

export interface PathRequest {
  readonly trial: InterpolatableTrial;
  readonly store: Store;
  /** Whether the decoder is taken along. */
  readonly decoder: boolean;
  /** Points that are computed at once; null for any number. */
  readonly rows: number | null;
  readonly weights: WeightType;
  /** What the path is and where it comes from. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface NamedShape {
  readonly name: string;
  /** `n` stands for any number. */
  readonly shape: readonly (number | string)[];
}

/** What is in a path that was taken away. */
interface Encoded {
  readonly content: Readonly<Record<string, readonly NamedShape[]>>;
  /** How it is used: Markdown, for its model card. */
  readonly usage: string;
  /** What its reader should know, in words. */
  readonly note?: string;
}

export interface EncodedFile extends Encoded {
  readonly bytes: Uint8Array;
}

interface EncodedFolder extends Encoded {
  /** Its files by name. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
}

interface Format<Made extends Encoded> {
  readonly about: string;
  /** Flags of the command that mean something for it. */
  readonly takes: readonly ('with' | 'batch' | 'weights')[];
  /** @throws UsageError if this path cannot be taken away so */
  encode(request: PathRequest): Made | Promise<Made>;
}

export interface FileFormat extends Format<EncodedFile> {
  readonly kind: 'file';
  /** Of its files, after the point. */
  readonly extension: string;
}

export interface FolderFormat extends Format<EncodedFolder> {
  readonly kind: 'folder';
}

/** A kind of file, or a folder of several, that a path is taken away in. */
export type PathFormat = FileFormat | FolderFormat;
