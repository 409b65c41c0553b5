import { UsageError } from '@latent-paths/core';

/** What is to be walked: from one held-out image to another, along pictures, or between the pairs of a table. */
export type AskedWalk =
  | { readonly kind: 'images'; readonly a: string | undefined; readonly b: string | undefined }
  | { readonly kind: 'pictures'; readonly files: readonly GivenFile[] }
  | { readonly kind: 'pairs'; readonly table: string };

/** A picture's file, and the flag that names it. */
interface GivenFile {
  readonly flag: string;
  readonly path: string;
}

export interface WalkFlags {
  readonly a: string | undefined;
  readonly b: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly through: readonly string[];
  readonly pairs: string | undefined;
}

const WAYS = [['from', 'to', 'through'], ['pairs'], ['a', 'b']] as const;

/** @throws UsageError if it is asked for in no way, in several, or without one of its ends */
export function askedWalk(flags: WalkFlags): AskedWalk {
  const given = WAYS.flatMap((way) => {
    const names = way.filter((name) => flags[name] !== undefined && flags[name]?.length !== 0);
    return names.length === 0 ? [] : [names.map((name) => `--${name}`)];
  });
  if (given.length === 0)
    throw new UsageError(
      'interpolate: expected pictures to walk between, got none; name two by --from and --to, a table of pairs by ' +
        '--pairs, or two held-out images by --a and --b',
    );
  if (given.length > 1)
    throw new UsageError(
      `interpolate: expected one of --from with --to, --pairs, and --a with --b, got ${given.flat().join(', ')}`,
    );
  const { a, b, from, to, through, pairs } = flags;
  if (pairs !== undefined) return { kind: 'pairs', table: pairs };
  if (a !== undefined || b !== undefined) return { kind: 'images', a, b };
  if (from === undefined || to === undefined)
    throw new UsageError(
      `--${from === undefined ? 'from' : 'to'}: expected the picture to ${from === undefined ? 'begin' : 'end'} ` +
        `with, got none beside ${given.flat().join(', ')}`,
    );
  const middle = through.map((path) => ({ flag: '--through', path }));
  return { kind: 'pictures', files: [{ flag: '--from', path: from }, ...middle, { flag: '--to', path: to }] };
}
