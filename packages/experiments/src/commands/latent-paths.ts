import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LockedError, openStore, StorageError } from '@latent-paths/data';
import { ConfigurationError, suggestion } from '@latent-paths/specification/yaml';
import { parseArguments } from './arguments.js';
import { EXIT, type CommandContext, type ExitCode } from './command.js';
import { commandHelp, overview } from './help.js';
import { commands, type CommandEntry } from './registry.js';
import { UsageError } from './usage-error.js';

/** The checkout whose code this is. */
const CODE = join(__dirname, '../../../..');

async function main([name, ...args]: readonly string[]): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview(commands));
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const command = entryOf(name).load();
  const { names, flags } = parseArguments(args, command.flags);
  if (flags.help) {
    process.stdout.write(commandHelp(name, command));
    return EXIT.done;
  }
  return command.run({ names, flags }, contextOf(flags.results, flags.json));
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

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const refused = error instanceof UsageError || error instanceof ConfigurationError;
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = refused ? EXIT.usage : EXIT.wrong;
  },
);

/**
 * Errors of the store and of this room say what is wrong and what to do; where any other comes from is told by its
 * stack.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told =
    error.constructor === Error ||
    [UsageError, ConfigurationError, LockedError, StorageError].some((kind) => error instanceof kind);
  return told ? error.message : (error.stack ?? error.message);
}
