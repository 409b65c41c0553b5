import { hashJson, type Shape } from '@latent-paths/core';
import { latentsContent } from '@latent-paths/data';
import { compileable, readInterpolator, type OnnxModel } from '@latent-paths/pretrained';
import { fileHashes, modelOf } from '../vaes/model-files.js';
import { initOf } from './init-files.js';
import type { PathChoice } from './registry.js';

/** Parameters that change no number of a path: no part of its identity. */
const ASIDE = ['file', 'pairs', 'source', 'licence', 'init'];

/** Files of a path whose identity is what they hold. */
export interface PathFiles {
  /** SHA-256 over what they hold. @throws where they are not there, or name others that are not */
  content(): string;
  /** @throws where the file holds no model */
  read(): OnnxModel;
  /**
   * Whether it can be computed, between latents of a shape where it is known. Nothing is computed. @throws where it
   * cannot, with all that hinders
   */
  check(latentShape: Shape | undefined): void;
}

/** Undefined where the path comes from no files. */
export function pathFiles(choice: PathChoice): PathFiles | undefined {
  if (choice.kind !== 'onnx') return undefined;
  const { file, output, pairs } = choice;
  return {
    content: () =>
      hashJson([...Object.values(fileHashes({ file })), pairs === undefined ? null : latentsContent(pairs)]),
    read: () => modelOf(file),
    check(latentShape) {
      const model = modelOf(file);
      if (latentShape === undefined) compileable(model);
      else readInterpolator(model, { latentShape, output });
    },
  };
}

/** What a path's numbers depend on. @throws where it comes from files and their content is not known yet */
export function pathIdentity(choice: PathChoice): object {
  if (choice.kind !== 'onnx' && initOf(choice) === undefined) return choice;
  if (!('content' in choice) || choice.content === undefined)
    throw new Error(
      'path.content: expected the SHA-256 of the files’ content, got none; resolve the configuration first',
    );
  return Object.fromEntries(
    Object.entries(choice).filter(([key, value]) => value !== undefined && !ASIDE.includes(key)),
  );
}
