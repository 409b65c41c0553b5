import type { ImageSource } from '@latent-paths/data';
import type { Walk } from '@latent-paths/trials/evaluation';

/** The walk of one pair of a table. */
export interface PairWalk extends Walk {
  /** Squared error with which the picture to begin with, and that to end with, come back from the VAE. */
  readonly fromError: number;
  readonly toError: number;
}

/** Walks of many pairs, in their order, each to be had once. */
export interface PairsRequest {
  readonly shape: ImageSource['shape'];
  readonly walks: AsyncIterable<PairWalk>;
  /** What the path is and where it comes from. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A form in which walks of many pairs are written while they come. */
export interface PairsFormat {
  readonly kind: 'file' | 'folder';
  readonly about: string;
  write(request: PairsRequest, out: string): Promise<void>;
}
