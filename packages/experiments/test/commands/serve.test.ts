import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@latent-paths/data';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { followResults } from '../../src/commands/serve/follow-results.js';
import { openServer, type ResultsServer } from '../../src/commands/serve/open-server.js';
import { serve } from '../../src/commands/serve.js';
import { invoke } from './invoke.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { runRecord } from './records.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const HEAD = `<head><meta http-equiv="Content-Security-Policy" content="${POLICY}" /></head>`;
const PAGE = `<html>${HEAD}<body><main></main></body></html>`;

let root: string;
let server: ResultsServer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'latent-paths-serve-'));
  mkdirSync(join(root, 'results/x'), { recursive: true });
  writeFileSync(join(root, 'secret'), 'what nobody is to read');
  writeFileSync(join(root, 'results/x/report.html'), PAGE);
  writeFileSync(join(root, 'results/x/comparison.json'), '{}');
  server = await openServer({ results: join(root, 'results'), port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As a client would send it, whatever the path and the host: `fetch` would tidy both. */
function ask(path: string, { host = `localhost:${server.port}`, method = 'GET' } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

it('gives a page with a policy of its own, and leaves the file as it is', async () => {
  const { status, headers, body } = await ask('/x/report.html');
  expect(status).toBe(200);
  const policy = headers['content-security-policy'];
  expect(policy).toMatch(/^default-src 'none'; .*; script-src 'sha256-[\w+/]+='; connect-src 'self'$/);
  expect(body).toContain(`content="${policy as string}"`);
  expect(readFileSync(join(root, 'results/x/report.html'), 'utf8')).toBe(PAGE);
  expect((await ask('/x/comparison.json')).headers).toMatchObject({
    'content-type': 'application/json',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
});

it.each(['evil.example', 'localhost', 'localhost:1', '127.0.0.1.evil.example:80'])(
  'refuses the host %s',
  async (host) => {
    const { status, body } = await ask('/x/report.html', { host });
    expect(status).toBe(403);
    expect(body).not.toContain('main');
  },
);

it.each(['/../secret', '/x/../../secret', '/..%2fsecret', '/%2e%2e/secret', '/x/..%2f..%2fsecret'])(
  'gives nothing outside of the results: %s',
  async (path) => {
    const { status, body } = await ask(path);
    expect([status, body.includes('nobody')]).toEqual([404, false]);
  },
);

it('takes no other method', async () => {
  expect((await ask('/x/report.html', { method: 'POST' })).status).toBe(405);
  expect((await ask('/x/report.html', { method: 'DELETE' })).status).toBe(405);
  expect(await ask('/x/report.html', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});

it('tells pages what trains, also those that are opened later, and what was built', async () => {
  const event = { experiment: 'x', trial: 't', arm: '<img src=x>', seed: 1, isFirst: false };
  server.rows([{ ...event, rows: [{ step: 1, total: 5 }] }], new Set(['t']));
  let heard = '';
  const isHeard = new Promise<void>((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: server.port, path: '/events', headers: { host: `127.0.0.1:${server.port}` } },
      (response) => {
        expect(response.headers['content-type']).toBe('text/event-stream');
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          heard += part;
          if (heard.includes('"step":1') && !heard.includes('"step":2')) {
            server.rows([{ ...event, rows: [{ step: 2, total: 4 }] }], new Set(['t']));
            server.built({ experiment: 'x' });
          }
          if (!heard.includes('event: built')) return;
          asked.destroy();
          resolve();
        });
      },
    );
    asked.on('error', (error) => (heard.includes('event: built') ? undefined : reject(error)));
    asked.end();
  });
  await isHeard;
  expect(heard).toMatch(/event: rows\ndata: .*"rows":\[\{"step":1,"total":5\}\].*\n\nevent: rows\n.*"step":2/s);
});

it('sees rows of what trains, and records that change', async () => {
  const store = openStore(join(temporaryFolder(), 'results'));
  mkdirSync(join(store.folder, 'x'), { recursive: true });
  writeFileSync(join(store.folder, 'x/experiment.json'), '{}');
  const trial = store.experiment('x').trial('a-1');
  await trial.writeRun(runRecord('x', 'a-1'));
  const follower = followResults(store);
  expect(await follower.look()).toEqual({ changed: [], rows: [], training: new Set(['a-1']) });
  writeFileSync(join(store.folder, 'x/comparison.json'), '{}');
  expect((await follower.look()).changed).toEqual(['x']);
  expect((await follower.look()).changed).toEqual([]);
});

it('says where it listens, and ends when it is stopped', async () => {
  const store = openStore(temporaryFolder());
  const stop = new AbortController();
  const asleep = () => stop.abort();
  const { code, out } = await invoke(serve, ['--port', '0'], { store, signal: stop.signal, asleep });
  expect(out).toMatch(/ at http:\/\/localhost:\d+\/\n$/);
  expect(code).toBe(130);
  await expect(invoke(serve, ['--port', String(server.port)], { store })).rejects.toThrow('expected a free port');
});
