const BEGINNING = 'version https://git-lfs.github.com/spec/';

/** A pointer of Git LFS is recognised by this many bytes of a file. */
export const LFS_POINTER_BYTES = 200;

/** What stands in place of a file where Git LFS did not fetch it, with the remedy; undefined if it is no pointer. */
export function lfsPointer(bytes: Uint8Array): string | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, LFS_POINTER_BYTES));
  if (!beginning.startsWith(BEGINNING)) return undefined;
  const size = /size (\d+)/.exec(beginning)?.[1];
  return (
    `a Git LFS pointer in place of the file${size === undefined ? '' : ` of ${size} bytes`}; run git lfs pull ` +
    'where it was cloned, or download the file itself'
  );
}
