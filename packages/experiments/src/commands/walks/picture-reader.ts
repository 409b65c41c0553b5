import { UsageError } from '@latent-paths/core';
import {
  MissingBackground,
  pictureLooks,
  readPicture,
  type ImageSource,
  type PictureLooks,
  type ReadPicture,
} from '@latent-paths/data';

/** Flags that say how pictures are read. */
export const LOOK_FLAGS = {
  background: { about: 'what transparent pixels lie on: white, black or #rrggbb', value: 'COLOUR' },
  fit: { about: 'where proportions differ: cover, fill or contain', value: 'HOW' },
  kernel: { about: 'what resizes pictures: nearest, box, linear, cubic or lanczos3', value: 'NAME' },
} as const;

type LookFlags = Readonly<Record<keyof typeof LOOK_FLAGS, string | undefined>>;

/** What the flags say. @throws UsageError if a value is none of those that there are */
export function askedLooks(flags: LookFlags): PictureLooks {
  const one = <Name extends keyof LookFlags>(name: Name) => {
    const { success, data, error } = pictureLooks[name].safeParse(flags[name]);
    if (success) return data;
    throw new UsageError(`--${name}: ${error.issues[0]?.message ?? 'expected another value'}, got ${flags[name]}`);
  };
  const asked = { background: one('background'), fit: one('fit'), kernel: one('kernel') };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** Reads a picture that `where` names: a flag, or a line of a table. */
export type PictureReader = (path: string, where: string) => Promise<ReadPicture>;

/**
 * Reads pictures as the trial's own were read, but for what was asked. The reader @throws UsageError if a file is no
 * picture
 */
export function pictureReader(shape: ImageSource['shape'], looks: PictureLooks): PictureReader {
  return (path, where) =>
    readPicture(path, { shape, ...looks }).catch((cause: unknown) => {
      if (cause instanceof MissingBackground)
        throw new UsageError(
          `${where} ${path}: expected a background for its transparent pixels or its border, got none; add ` +
            '--background white, black or "#rrggbb"',
          { cause },
        );
      throw new UsageError(`${where} ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
}
