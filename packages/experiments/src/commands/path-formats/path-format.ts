import type { FinishedPath } from '@latent-paths/trials/evaluation';

interface PathRequest {
  readonly finished: FinishedPath;
  /** Whether the decoder is taken along. */
  readonly decoder: boolean;
  /** Points that are computed at once; null for any number. */
  readonly rows: number | null;
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
}

/** A kind of file that a path is taken away in. */
export interface PathFormat {
  readonly about: string;
  /** Of its files, after the point. */
  readonly extension: string;
  /** Whether it computes, and so may be made for a number of points. */
  readonly computes: boolean;
  /** @throws UsageError if this path cannot be taken away so */
  encode(request: PathRequest): EncodedPath;
}
