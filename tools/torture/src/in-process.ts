import { dirname } from 'node:path';
import { type Flags, type FlagValues, parseArguments } from '@latent-paths/core';
import type { Command } from '../../../packages/experiments/src/commands/command.js';
import { flagsOf } from '../../../packages/experiments/src/commands/help.js';
import type { Store } from '@latent-paths/data';

export interface Told {
  readonly code: number;
  readonly out: string;
  /** Both streams, or the message that it was refused with. */
  readonly all: string;
}

/** Runs a command of `latent-paths` in this process, as its words would. */
export async function invoke<Known extends Flags>(
  command: Command<Known>,
  args: readonly string[],
  store: Store,
  now = new Date(),
): Promise<Told> {
  let [out, all] = ['', ''];
  const { names, flags: given } = parseArguments(args, flagsOf(command));
  const flags = given as FlagValues<Known> & { readonly json: boolean }; // every command's own, and those of all
  try {
    const code = await command.run(
      { names, flags },
      {
        store,
        workspace: dirname(store.folder), // where it was run: nobody asks git for the whole project
        out: { write: (text) => void ((out += text), (all += text)) },
        err: { write: (text) => void (all += text) },
        json: flags.json === true,
        now: () => now,
        sleep: () => Promise.resolve(),
        signal: new AbortController().signal,
      },
    );
    return { code, out, all };
  } catch (error) {
    return { code: 1, out, all: `${all}${error instanceof Error ? error.message : String(error)}` };
  }
}
