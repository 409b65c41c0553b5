import { EXIT, UsageError } from '@latent-paths/core';
import { existsSync } from 'node:fs';
import { defineCommand, type CommandContext } from './command.js';
import { buildPage } from './serve/build-page.js';
import { followResults } from './serve/follow-results.js';
import { openServer, type ResultsServer } from './serve/open-server.js';
import { writeJsonLine } from './write-json.js';

/** Milliseconds between looks, and between two pages of an experiment that trains. */
const PAUSE = 1_000;
const REST = 15_000;
const PORT = 4173;

export const serve = defineCommand({
  usage: '',
  about: `Serves the results on this machine alone (127.0.0.1), until Ctrl-C. A page is built anew when a run writes,
and open pages load it; what trains is drawn as it is logged. Only files of the results are given, and only to those who
name this machine as their host. The files on disk stay as they are, and need no server.`,
  flags: { port: { about: `${PORT} if left out, 0 for any that is free`, value: 'N' } },
  examples: ['serve', 'serve --port 0'],
  json:
    'one object a line: address when it listens; then experiment of each page that was built, with problem if it ' +
    'failed',

  async run({ names, flags }, context) {
    if (names.length > 0) throw new UsageError(`serve: expected no name, got ${names.join(' ')}`);
    const results = context.store.folder;
    const server = await openServer({ results, port: readPort(flags.port) }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        throw new UsageError(`--port: expected a free port, got one in use: ${flags.port ?? PORT}; --port 0 takes any`);
      throw error;
    });
    const address = `http://localhost:${server.port}/`;
    if (context.json) writeJsonLine(context, 'serve', { address });
    else context.out.write(`${results} at ${address}\n`);
    try {
      await follow(server, context);
      return EXIT.interrupted;
    } finally {
      await server.close();
    }
  },
});

/** Tells what trains, and builds what has changed, one page at a time, until it is stopped. */
async function follow(server: ResultsServer, context: CommandContext): Promise<void> {
  const { store, signal, workspace } = context;
  const follower = followResults(store);
  const built = new Map<string, number>();
  const old = new Set<string>();
  for (const name of await store.experiments()) if (!existsSync(store.experiment(name).reportPath)) old.add(name);
  while (!signal.aborted) {
    const { changed, rows, training } = await follower.look();
    server.rows(rows, training);
    for (const name of changed) old.add(name);
    const now = context.now().getTime();
    const next = [...old].find((name) => now - (built.get(name) ?? -Infinity) >= REST);
    if (next === undefined) {
      await context.sleep(PAUSE);
      continue;
    }
    old.delete(next);
    const problem = await buildPage({ workspace, results: store.folder, experiment: next, signal });
    built.set(next, context.now().getTime());
    if (problem === null) server.built({ experiment: next });
    if (context.json) writeJsonLine(context, 'serve', { experiment: next, ...(problem !== null && { problem }) });
    else if (problem !== null) context.err.write(`${next}: ${problem}\n`);
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined) return PORT;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port: expected an integer in 0 … 65535, got ${text}`);
  return Number(text);
}
