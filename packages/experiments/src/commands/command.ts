import type { Store } from '@latent-paths/data';
import type { Output } from '../terminal/output.js';

/** How a command ends. */
export const EXIT = {
  /** All done, and all is well. */
  done: 0,
  /** Done, but something is not as it should be: a file is damaged, a check fails. */
  wrong: 1,
  /** Nothing was done: an unknown command, flag or trial. */
  usage: 2,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Flag {
  readonly about: string;
  /** What stands for its value in the help, `KEY=VALUE` say; a flag without one is a switch. */
  readonly value?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
}
export type Flags = Readonly<Record<string, Flag>>;

/** What was given: switches are true or false, values are text, repeated values a list. */
export type FlagValues<Known extends Flags> = {
  readonly [Name in keyof Known]: Known[Name] extends { value: string }
    ? Known[Name] extends { multiple: true }
      ? readonly string[]
      : string | undefined
    : boolean;
};

/** What commands reach the world by. */
export interface CommandContext {
  readonly store: Store;
  /** The checkout whose code runs. */
  readonly workspace: string;
  readonly out: Output;
  readonly err: Output;
  /** Print one JSON object (of a command that follows something, one a line) in place of text. */
  readonly json: boolean;
  readonly now: () => Date;
  /** Ends early where `signal` says so. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Asks for an end. */
  readonly signal: AbortSignal;
}

export interface Command<Known extends Flags = Flags> {
  /** After the command's name: `[experiment…]` */
  readonly usage: string;
  /** What it does, in whole sentences, for its help. */
  readonly about: string;
  readonly flags: Known;
  readonly examples: readonly string[];
  /** The keys of the object that `--json` prints, beside `version` and `command`. */
  readonly json: string;
  run(
    given: { readonly names: readonly string[]; readonly flags: FlagValues<Known> },
    context: CommandContext,
  ): Promise<ExitCode>;
}

/** Infers the type of a command's flags. */
export function defineCommand<const Known extends Flags>(command: Command<Known>): Command<Known> {
  return command;
}
