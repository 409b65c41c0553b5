import type { CommandContext } from './command.js';

/** Raised when the keys of any command's object change. */
const VERSION = 1;

/** Prints the one object of a command, indented where a person looks at it. */
export function writeJson({ out }: Pick<CommandContext, 'out'>, command: string, object: object): void {
  out.write(`${JSON.stringify({ version: VERSION, command, ...object }, null, out.isTTY === true ? 2 : undefined)}\n`);
}

/** Prints one of many objects of a command, each on a line of its own. */
export function writeJsonLine({ out }: Pick<CommandContext, 'out'>, command: string, object: object): void {
  out.write(`${JSON.stringify({ version: VERSION, command, ...object })}\n`);
}
