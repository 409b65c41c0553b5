import type { Registry } from '@latent-paths/core';
import { idx } from './idx.js';
import { shapes } from './shapes.js';
import type { ImageContext, ImageSource } from './source.js';

/** Every set of images that the project can train on: one file and one line each. */
export const imageSources = { shapes, idx } as const satisfies Registry<(context: ImageContext) => ImageSource>;
