import type { AskedReading, Autoencoder, ImageShape, PretrainedVae } from '@latent-paths/pretrained';

/** A VAE as its files hold it, and how it is read as far as files and configuration say. */
export interface VaeContent {
  readonly model: Autoencoder;
  readonly asked: AskedReading;
  /** The bytes of a half as they were given, where onnxruntime can be handed them: in float32, with nothing beside. */
  given(half: keyof Autoencoder): Uint8Array | null;
}

/** Files of a VAE whose identity is what they hold, wherever they lie. */
export interface VaeFiles {
  /** SHA-256 over what they hold. @throws if they are not there, or name others that are not */
  content(): string;
  /** What `content` was where the files had these hashes; null where the text of an architecture is in it, too. */
  contentOf(hashes: Readonly<Record<string, string>>): string | null;
  /** SHA-256 of each file, by the name that it was given. */
  hashes(): Readonly<Record<string, string>>;
  /**
   * `pictures` are those that it is for, where they are known. @throws if the files hold no model, or one that is
   * damaged
   */
  read(pictures?: ImageShape): VaeContent;
  /**
   * Whether it can be computed as the parameters say, for pictures of a shape where it is known. Nothing is computed.
   * @throws if it cannot, with all that hinders
   */
  check(imageShape: ImageShape | undefined): Pick<PretrainedVae, 'reading' | 'told'> | null;
}
