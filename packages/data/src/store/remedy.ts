import { dirname } from 'node:path';

/** What helps where a file that cannot be made again by itself is damaged or lost. */
export function startAnew(path: string): string {
  return (
    `restore it from a copy, or delete the folder ${dirname(path)} and run the same command again: what it holds is ` +
    'then made anew'
  );
}

/** What helps where a file can be made again from others. */
export const MAKE_AGAIN = 'delete it and run the same command again: it is then made anew';
