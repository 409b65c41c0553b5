import type { Flags, FlagValues } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import type { Output } from '../terminal/output.js';

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
  /**
   * The keys of the object that `--json` prints, beside `version` and `command`; absent if it looks at no results.
   */
  readonly json?: string;
  /** Resolves to the exit code. */
  run(
    given: { readonly names: readonly string[]; readonly flags: FlagValues<Known> },
    context: CommandContext,
  ): Promise<number>;
}

/** Infers the type of a command's flags. */
export function defineCommand<const Known extends Flags>(command: Command<Known>): Command<Known> {
  return command;
}
