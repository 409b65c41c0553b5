import { dirname } from 'node:path';
import { type Flags, type FlagValues, parseArguments } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import type { Command } from '../../src/commands/command.js';
import { flagsOf } from '../../src/commands/help.js';

export interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface InvokeOptions {
  readonly store: Store;
  /** What happens while the command sleeps, before it wakes; by the number of times it has slept. */
  readonly asleep?: (time: number) => Promise<void> | void;
  readonly now?: Date;
  readonly signal?: AbortSignal;
  /** The folder that holds the results, unless told otherwise: git is not asked for the whole project each time. */
  readonly workspace?: string;
}

/** Runs a command in this process, as its words would, and keeps what it says. */
export async function invoke<Known extends Flags>(
  command: Command<Known>,
  args: readonly string[],
  options: InvokeOptions,
): Promise<Told> {
  const { store, asleep = () => undefined, now = new Date(), signal = new AbortController().signal } = options;
  const { workspace = dirname(store.folder) } = options;
  const told = { out: '', err: '' };
  const { names, flags: given } = parseArguments(args, flagsOf(command));
  const flags = given as FlagValues<Known> & { readonly json: boolean }; // every command's own, and those of all
  let slept = 0;
  const code = await command.run(
    { names, flags },
    {
      store,
      workspace,
      out: { write: (text) => (told.out += text) },
      err: { write: (text) => (told.err += text) },
      json: flags.json === true,
      now: () => now,
      sleep: async () => asleep(slept++),
      signal,
    },
  );
  return { code, ...told };
}

/** The object that a command prints with `--json`. */
export async function invokeJson<Known extends Flags>(
  command: Command<Known>,
  args: readonly string[],
  options: InvokeOptions,
): Promise<ReturnType<typeof JSON.parse>> {
  return JSON.parse((await invoke(command, [...args, '--json'], options)).out);
}
