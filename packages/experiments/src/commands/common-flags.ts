import type { Flags } from '@latent-paths/core';

export const HELP_FLAG = { help: { about: 'print this' } } as const satisfies Flags;

/** Flags of every command that looks at results. */
export const COMMON_FLAGS = {
  json: { about: 'print JSON in place of text' },
  results: { about: 'the results folder; default: results of the workspace', value: 'FOLDER' },
  ...HELP_FLAG,
} as const satisfies Flags;
