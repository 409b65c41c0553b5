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

/** A file, and what is in it. */
export interface EncodedPath {
  readonly bytes: Uint8Array;
  readonly content: Readonly<Record<string, readonly NamedShape[]>>;
  /** What its reader should know, in words. */
  readonly note?: string;
}

/** A kind of file that a path is taken away in. */
export interface PathFormat {
  readonly about: string;
  /** Of its files, after the point. */
  readonly extension: string;
  /** Flags of the command that mean something for it. */
  readonly takes: readonly ('with' | 'batch' | 'weights')[];
  /** @throws UsageError if this path cannot be taken away so */
  encode(request: PathRequest): EncodedPath | Promise<EncodedPath>;
}
