import { rootKey, split } from '@latent-paths/core';

/** The key of every resampling of test pairs: the same tables give the same intervals, wherever they are compared. */
export const RESAMPLING_KEY = split(rootKey(0), 'comparison');
