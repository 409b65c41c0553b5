import { formatFlags, type Flags } from '@latent-paths/core';
import type { Command } from './command.js';
import { COMMON_FLAGS, HELP_FLAG } from './common-flags.js';
import { formatTable } from './text-table.js';

const EXIT_CODES =
  'Exit codes: 0 success; 1 something is wrong; 2 nothing was done: the command line or a file is wrong, or ' +
  'another process is working there; 130 after Ctrl-C.';

/** The command's own flags and those of every command. */
export function flagsOf(command: Command): Flags {
  return { ...command.flags, ...(command.json === undefined ? HELP_FLAG : COMMON_FLAGS) };
}

/** `latent-paths list --help` */
export function commandHelp(name: string, command: Command): string {
  return [
    `usage: latent-paths ${[name, command.usage].join(' ').trim()} [flags]`,
    '',
    command.about,
    '',
    formatFlags(flagsOf(command)),
    '',
    ...command.examples.map((example) => `  npx latent-paths ${example}`),
    '',
    ...(command.json === undefined ? [] : [`--json: ${command.json}`]),
    EXIT_CODES,
    '',
  ].join('\n');
}

/** `latent-paths --help` */
export function overview(commands: Readonly<Record<string, { readonly about: string }>>): string {
  const rows = Object.entries(commands).map(([name, { about }]) => [`  ${name}`, about]);
  const more = 'latent-paths <command> --help shows the help of a command.';
  return `usage: latent-paths <command> [arguments]\n\n${formatTable(rows)}\n\n${more}\n`;
}
