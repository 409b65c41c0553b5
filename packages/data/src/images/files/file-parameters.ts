import { z } from 'zod';
import type { Colour } from '../fit/fit-picture.js';
import type { ImageContext } from '../source.js';

const NAMED: Readonly<Record<string, Colour>> = { white: [1, 1, 1], black: [0, 0, 0] };

/** A parameter of whatever is read from files whose identity is their content. */
export const contentParameter = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 of 64 hex digits')
  .optional()
  .describe(
    'SHA-256 over the contents of the files; computed when the experiment is read; if it is written in the ' +
      'file, the files must match it',
  );

export const heldOutParameter = z.number().gt(0).lt(1);

export const backgroundParameter = z
  .string()
  .regex(/^(white|black|#[0-9a-fA-F]{6})$/, 'expected white, black or "#rrggbb"')
  .describe(
    'colour of transparent pixels, and of the border of fit: contain: white, black or "#rrggbb"; default: a ' +
      'transparent picture is refused',
  );

/** Red, green and blue of a background, 0…1. */
export function colourOf(background: string): Colour {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16) / 255);
  return NAMED[background] ?? [red!, green!, blue!];
}

/** @throws if files no longer hold what the configuration says */
export function checkContent(path: string, asked: string | undefined, got: string): void {
  if (asked === undefined || asked === got) return;
  throw new Error(
    `${path}: expected the files that the configuration names, of content ${asked.slice(0, 12)}, got ` +
      `${got.slice(0, 12)}: they were changed since. Restore them, or remove content from the experiment’s file: ` +
      'results of the new files then get an identity of their own.',
  );
}

/** Where decoded images go. @throws if the caller has no place for them */
export function cacheOf(where: string, { cache }: ImageContext): string {
  if (cache === undefined)
    throw new Error(`${where}: expected a folder for decoded images, got none. Open the source with a cache.`);
  return cache;
}
