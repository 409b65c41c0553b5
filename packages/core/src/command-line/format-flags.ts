import type { Flags } from './flags.js';

/** One line per flag, for the help: `  --seeds N   seeds 1 … N`. */
export function formatFlags(flags: Flags): string {
  const rows = Object.entries(flags).map(([name, { about, value, multiple }]) => ({
    flag: value === undefined ? `--${name}` : `--${name} ${value}`,
    about: multiple === true ? `${about}; may be repeated` : about,
  }));
  const width = Math.max(...rows.map(({ flag }) => flag.length));
  return rows.map(({ flag, about }) => `  ${flag.padEnd(width)}  ${about}`).join('\n');
}
