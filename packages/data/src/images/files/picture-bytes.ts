import { readFile, stat } from 'node:fs/promises';

/** Larger files are no pictures of as many pixels as are decoded here. */
const MOST_BYTES = 2 ** 29;

/** The bytes of a file that is to be a picture. @throws if there is none, or it is no file, or a very large one */
export async function pictureBytes(path: string): Promise<Buffer> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(`${path}: expected a picture, found no file that can be read. Look at its name.`, { cause });
  });
  if (found.isDirectory()) throw new Error(`${path}: expected a picture, got a folder. Name one picture in it.`);
  if (!found.isFile()) throw new Error(`${path}: expected a picture, got no file but a device or a pipe.`);
  requirePictureSize(path, found.size);
  return readFile(path).catch((cause: unknown) => {
    throw new Error(
      `${path}: expected a picture that can be read, got ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  });
}

/** @throws if a file is larger than any picture */
export function requirePictureSize(path: string, bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const megabytes = Math.ceil(bytes / 2 ** 20).toLocaleString('en-US');
  throw new Error(
    `${path}: expected a picture of at most ${MOST_BYTES / 2 ** 20} MiB, got a file of ${megabytes} MiB. Take it ` +
      'away, or make it smaller.',
  );
}
