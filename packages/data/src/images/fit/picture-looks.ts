import type { Fitting } from './fitting.js';

/** How pictures are brought to a shape: keys of image sources that read files. */
export interface PictureLooks extends Partial<Readonly<Pick<Fitting, 'crop' | 'fit' | 'kernel'>>> {
  /** white, black or "#rrggbb" */
  readonly background?: string | undefined;
  readonly bits?: 8 | 16;
}
