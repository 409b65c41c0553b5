import { COMMON_FLAGS } from './arguments.js';
import type { Command, Flags } from './command.js';
import { formatTable } from './text-table.js';

/** `latent-paths list --help` */
export function commandHelp(name: string, command: Command): string {
  const flags: Flags = { ...command.flags, ...COMMON_FLAGS };
  const rows = Object.entries(flags).map(([flag, { about, value, multiple }]) => [
    `  --${flag}${value === undefined ? '' : ` ${value}`}`,
    `${about}${multiple === true ? '; may be repeated' : ''}`,
  ]);
  return [
    `usage: latent-paths ${[name, command.usage].join(' ').trim()} [flags]`,
    '',
    command.about,
    '',
    formatTable(rows),
    '',
    ...command.examples.map((example) => `  npx latent-paths ${example}`),
    '',
    `--json: ${command.json}`,
    'Exit codes: 0 all is well; 1 something is not as it should be; 2 nothing was done: the command line is wrong.',
    '',
  ].join('\n');
}

/** `latent-paths --help` */
export function overview(commands: Readonly<Record<string, { readonly about: string }>>): string {
  const rows = Object.entries(commands).map(([name, { about }]) => [`  ${name}`, about]);
  return (
    `usage: latent-paths <command> [arguments]\n\n${formatTable(rows)}\n\nlatent-paths <command> --help tells more ` +
    `of one.\n`
  );
}
