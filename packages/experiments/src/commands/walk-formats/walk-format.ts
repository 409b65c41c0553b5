import type { ImageSource } from '@latent-paths/data';
import type { Walk } from '@latent-paths/trials/evaluation';

/** A walk from picture to picture. */
export interface WalkRequest {
  readonly shape: ImageSource['shape'];
  /** The pictures as the VAE is given them, [h·w·c] each. */
  readonly pictures: readonly Float32Array[];
  /** From each picture to the next. */
  readonly legs: readonly Walk[];
}

/** A form in which a walk is written, and what it looks like. */
export type WalkFormat =
  | {
      readonly kind: 'file';
      readonly about: string;
      encode(request: WalkRequest): Uint8Array | Promise<Uint8Array>;
    }
  /** `write` makes the folder. */
  | { readonly kind: 'folder'; readonly about: string; write(request: WalkRequest, folder: string): Promise<void> };
