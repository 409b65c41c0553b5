import { shortHash } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';

type Images = Pick<ImageSource, 'unnamedFiles'>;

/** What a manifest keeps of images that no identity names; nothing of others. */
export function madeOfImages({ unnamedFiles }: Images): { readonly images?: string } {
  return unnamedFiles === undefined ? {} : { images: unnamedFiles.content() };
}

/**
 * `made` is what the manifest of `what` keeps of its images: earlier ones keep nothing.
 * @throws where it was made of other images than the same folder holds now
 */
export function requireSameImages(what: string, made: string | undefined, { unnamedFiles }: Images): void {
  if (made === undefined || unnamedFiles === undefined) return;
  const { folder } = unnamedFiles;
  const content = unnamedFiles.content();
  if (made === content) return;
  throw new Error(
    `${folder}: expected the images of content ${shortHash(made)}, which ${what} was made of, got ` +
      `${shortHash(content)}; name it by data.path, so that it has an identity of its own, or put the ` +
      'earlier files back',
  );
}
