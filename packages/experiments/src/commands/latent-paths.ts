import { EXIT, parseArguments, runMain, suggestion, UsageError, type FlagValues } from '@latent-paths/core';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@latent-paths/data';
import type { CommandContext } from './command.js';
import type { COMMON_FLAGS } from './common-flags.js';
import { commandHelp, flagsOf, overview } from './help.js';
import { commands, type CommandEntry } from './registry.js';

/** The checkout whose code this is. */
const CODE = join(__dirname, '../../../..');

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview(commands));
    return name === undefined ? EXIT.refused : EXIT.done;
  }
  const command = entryOf(name).load();
  const given = parseArguments(args, flagsOf(command));
  const flags = given.flags as FlagValues<typeof COMMON_FLAGS>; // one of the command's own has another name
  if (flags.help) {
    process.stdout.write(commandHelp(name, command));
    return EXIT.done;
  }
  return command.run(given, contextOf(flags.results, flags.json === true));
}

function entryOf(name: string): CommandEntry {
  const found = Object.entries<CommandEntry>(commands).find(([known]) => known === name);
  if (found === undefined)
    throw new UsageError(
      `${name}: unknown command; expected one of ` +
        `${Object.keys(commands).join(', ')}${suggestion(name, Object.keys(commands))}`,
    );
  return found[1];
}

function contextOf(results: string | undefined, json: boolean): CommandContext {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  return {
    store: openStore(resultsFolder(results)),
    workspace: CODE,
    out: process.stdout,
    err: process.stderr,
    json,
    now: () => new Date(),
    // the signal tells of itself
    sleep: (milliseconds) => sleep(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined),
    signal: stop.signal,
  };
}

/** The folder that was named, or `results` beside the nearest nx.json at or above the current folder. */
function resultsFolder(named: string | undefined): string {
  const folder = named === undefined ? join(nearestWorkspace(process.cwd()), 'results') : resolve(named);
  if (!existsSync(folder))
    throw new UsageError(
      `expected a results folder, got none: ${folder}; run an experiment first, or name the folder by --results`,
    );
  return folder;
}

function nearestWorkspace(folder: string): string {
  if (existsSync(join(folder, 'nx.json'))) return folder;
  return dirname(folder) === folder ? CODE : nearestWorkspace(dirname(folder));
}

// Whoever reads has seen enough: `latent-paths list | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.done);
  });
}

void runMain(() => main(process.argv.slice(2)), process);
