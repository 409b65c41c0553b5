import type { VaeFiles } from './vae-files.js';

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
