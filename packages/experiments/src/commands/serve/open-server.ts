import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { livePage, type BuiltEvent, type RowsEvent } from '@latent-paths/browser';
import { findServed } from './find-served.js';

export interface ServerOptions {
  readonly results: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** Results over HTTP on this machine alone. */
export interface ResultsServer {
  readonly port: number;
  /** Tells open pages that a page was built. */
  built(event: BuiltEvent): void;
  /** Tells open pages of new rows; pages that are opened later get all rows of trials that train. */
  rows(events: readonly RowsEvent[], training: ReadonlySet<string>): void;
  close(): Promise<void>;
}

/** What files are shown as. What is not here is handed over as bytes. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
  '.patch': 'text/plain; charset=utf-8',
  '.png': 'image/png',
};

/** Rows of a trial that are kept for pages that are opened later. */
const MOST_ROWS = 1_000;

/** Of everything but pages: nothing in it runs or loads. */
const STILL = "default-src 'none'; sandbox";

/** Listens on loopback. @throws if the port is taken */
export async function openServer({ results, port }: ServerOptions): Promise<ResultsServer> {
  const listeners = new Set<ServerResponse>();
  const training = new Map<string, RowsEvent>();
  const server = createServer((request, response) => {
    const { host } = request.headers;
    const own = (server.address() as AddressInfo).port; // it listens on a port
    // A name of someone else's that leads here would let their pages read these.
    if (host !== `127.0.0.1:${own}` && host !== `localhost:${own}`)
      return refuse(response, 403, `expected the host localhost:${own}, got another`);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'expected GET or HEAD');
    if (request.url === '/events') return listen(request, response, { listeners, training });
    try {
      answer(response, results, request);
    } catch (error) {
      refuse(response, 500, error instanceof Error ? error.message : String(error));
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    built: (event) => tell(listeners, 'built', event),
    rows(events, running) {
      for (const trial of training.keys()) if (!running.has(trial)) training.delete(trial);
      for (const event of events) {
        const before = event.isFirst ? [] : (training.get(event.trial)?.rows ?? []);
        training.set(event.trial, { ...event, rows: fewer([...before, ...event.rows]), isFirst: true });
        tell(listeners, 'rows', event);
      }
    },
    async close() {
      for (const listener of listeners) listener.end();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function listen(
  request: IncomingMessage,
  response: ServerResponse,
  { listeners, training }: { listeners: Set<ServerResponse>; training: ReadonlyMap<string, RowsEvent> },
): void {
  response.writeHead(200, { ...headersOf(STILL), 'content-type': 'text/event-stream', connection: 'keep-alive' });
  response.write(': following\n\n');
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
  for (const event of training.values()) tell([response], 'rows', event);
}

function tell(listeners: Iterable<ServerResponse>, name: string, data: BuiltEvent | RowsEvent): void {
  const text = `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  for (const listener of listeners) listener.write(text);
}

/** Every second row where there are too many to keep. */
function fewer(rows: RowsEvent['rows']): RowsEvent['rows'] {
  return rows.length <= MOST_ROWS ? rows : rows.filter((_, i) => i % 2 === 0 || i === rows.length - 1);
}

function answer(response: ServerResponse, results: string, { url = '/', method }: IncomingMessage): void {
  const file = findServed(results, url);
  if (file === null) return refuse(response, 404, 'expected a file of the results, found none');
  const ending = extname(file);
  const bytes = readFileSync(file);
  const { body, policy } = ending === '.html' ? live(bytes) : { body: bytes, policy: STILL };
  response.writeHead(200, {
    ...headersOf(policy),
    'content-type': TYPES[ending] ?? 'application/octet-stream',
    'content-length': Buffer.byteLength(body),
  });
  response.end(method === 'HEAD' ? undefined : body);
}

function live(bytes: Buffer): { readonly body: string; readonly policy: string } {
  const { html, policy } = livePage(bytes.toString('utf8'));
  return { body: html, policy };
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...headersOf(STILL), 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}

function headersOf(policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
