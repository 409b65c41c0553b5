import type { Ended } from './command.js';

/** A line of a stack trace: nobody meant these words for a person. */
const STACK = /^\s+at .+:\d+:\d+\)?$/m;

/** Whether what it printed names the fault, in words that are meant for a person. */
export function isNamed({ output }: Pick<Ended, 'output'>, names: RegExp): boolean {
  return names.test(output) && !STACK.test(output);
}

/** How it ended, on one line. */
export function endOf({ code, signal, output }: Ended): string {
  const words = output
    .trim()
    .split('\n')
    .filter((line) => !STACK.test(line));
  return `${signal ?? `exit ${code}`}: ${words.slice(-2).join(' | ').slice(-300)}`;
}
