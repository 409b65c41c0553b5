import type { Autoencoder, PretrainedVae } from '@latent-paths/pretrained';
import type { ImageShape } from '@latent-paths/model';

/** What a piece of the registry makes of its parameters: what an experiment says of its VAE. */
export interface VaeKind {
  /** Name of its artifacts: what is made of the parameters and of the images. */
  readonly stage: 'vae' | 'vae-import';
  /** The parameters that its numbers depend on. @throws if they name files whose content is not known yet */
  identity(): Readonly<Record<string, unknown>>;
  /** Of a VAE that is trained here: the work. */
  readonly training?: { readonly images: number; readonly batch: number };
  /** Of a VAE that others trained: its files. */
  readonly files?: VaeFiles;
}

/** Files of a VAE whose identity is what they hold, wherever they lie. */
interface VaeFiles {
  /** SHA-256 over what they hold. @throws if they are not there, or name others that are not */
  content(): string;
  /** SHA-256 of each file, by the name that it was given. */
  hashes(): Readonly<Record<string, string>>;
  /** @throws if they hold no model, or one that is damaged */
  read(): Autoencoder;
  /**
   * Whether it can be computed as the parameters say, for pictures of a shape where it is known. Nothing is computed.
   * @throws if it cannot, with all that hinders
   */
  check(imageShape: ImageShape | undefined): Pick<PretrainedVae, 'reading' | 'told'> | null;
}
