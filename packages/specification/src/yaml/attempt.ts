import { ConfigurationError, type Problem } from './problem.js';

export type Attempt<T> =
  { readonly made: T; readonly problems: readonly [] } | { readonly made: null; readonly problems: readonly Problem[] };

/**
 * What `run` gives, or the problems that it finds, so that the rest can be checked too. @throws whatever is no
 * ConfigurationError
 */
export function attempt<T>(run: () => T): Attempt<T> {
  try {
    return { made: run(), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { made: null, problems: error.problems };
  }
}
