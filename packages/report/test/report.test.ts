import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '@latent-paths/data';
import { buildAll, buildReport, figures } from '../src/index.js';
import { currentReport } from '../src/fingerprint.js';
import { DENSE_ARMS } from './fixture/arms.js';
import { explorationOf } from './fixture/exploration-of.js';
import { writeFixture } from './fixture/write-fixture.js';

const base = { seeds: [1], arms: DENSE_ARMS, compared: true, framed: true, logEvery: 48 };
let results: string;

beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'latent-paths-report-'));
  await writeFixture(results, { ...base, name: 'dense-alpha', question: 'Is one <α> per pair enough?' });
});
afterAll(() => rm(results, { recursive: true, force: true }));

const sourceOf = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

const read = async (path: string) => parseHTML(await readFile(path, 'utf8')).document;

it('is one file that asks for nothing, below 1.5 MB, which it states, with every section', async () => {
  const path = await buildReport({ results, experiment: 'dense-alpha' });
  expect(path).toBe(join(results, 'dense-alpha', 'report.html'));
  const { size } = await stat(path);
  expect(size).toBeLessThan(1.5e6);
  const document = await read(path);
  const [, stated] = /one file of ([\d.]+ [kM]B)/.exec(document.querySelector('footer')!.textContent!)!;
  const bytes = parseFloat(stated!) * (stated!.endsWith('MB') ? 1e6 : 1e3);
  expect(Math.abs(bytes - size)).toBeLessThan(0.06 * size);
  const [data, script, ...others] = document.querySelectorAll('script');
  expect([data!.getAttribute('type'), script!.hasAttribute('type'), others.length]).toEqual([
    'application/json',
    false,
    0,
  ]);
  expect(document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')).toBe(
    `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${sourceOf(script!.textContent!)}`,
  );
  expect(document.querySelectorAll('iframe, object, embed, base, form, link:not([href="data:,"])')).toHaveLength(0);
  for (const element of document.querySelectorAll('[src]'))
    expect(element.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
  for (const element of document.querySelectorAll('a[href]'))
    expect(element.getAttribute('href')).toMatch(/^(#|\.\.\/index\.html$)/);
  expect(await readFile(path, 'utf8')).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org)/);
  expect([...document.querySelectorAll('main > section')].map((section) => section.id)).toEqual(
    Object.keys(figures).filter(
      (id) =>
        !id.startsWith('limit') &&
        !/^(predictions|rates|imported-vae|brought-(pool|path)|changes|crossover|main-effects|factor-paths)$/.test(id),
    ),
  );
  for (const link of document.querySelectorAll('nav a'))
    expect(document.querySelector(link.getAttribute('href')!)).not.toBeNull();
});

it('escapes what records say, and begins with question, verdict, state and what the intervals hold for', async () => {
  const document = await read(await buildReport({ results, experiment: 'dense-alpha' }));
  expect(document.querySelector('h1')!.textContent).toBe('Is one <α> per pair enough?');
  expect(document.querySelector('.headline')!.textContent).toMatch(/^At this budget, it is shown that dense α/);
  const status = document.querySelector('.status')!.textContent!;
  expect(status).toContain('7 of 8 arms finished; 1 failed (all-dense-growing).');
  expect(status).toContain('bootstrap over 512 test pairs, conditional on seed 1');
  for (const cell of document.querySelectorAll('thead th, tbody th'))
    expect(cell.getAttribute('scope')).toMatch(/^(col|row|rowgroup)$/);
});

it('names what is damaged, shows the rest, and says when the comparison is out of date', async () => {
  await writeFixture(results, { ...base, name: 'damaged', question: 'What remains?', arms: DENSE_ARMS.slice(0, 4) });
  const store = openStore(results).experiment('damaged');
  const record = (await store.readExperiment())!;
  const trial = store.trial(record.arms[2]!.trials[0]!);
  await appendFile(join(trial.folder, 'summary.json'), ' ');
  await appendFile(join(trial.folder, 'metrics.jsonl'), '{"torn": ');
  await store.writeComparison({ ...(await store.readComparison())!, trials: ['gone-1'] });
  const document = await read(await buildReport({ results, experiment: 'damaged' }));
  expect(document.querySelector('.problems')!.textContent).toMatch(/fixed-single.*summary\.json/s);
  expect(document.querySelector('.problems')!.textContent).toMatch(/metrics\.jsonl/);
  expect(document.querySelectorAll('#reprojection .panels .panel')).toHaveLength(3);
  expect(document.querySelector('#verdict .alarm')!.textContent).toContain(
    '4 finished trials not in it and 1 trial in it no longer part of the experiment',
  );
});

it('knows a page that was made from the same records, and one that is out of date or altered', async () => {
  await writeFixture(results, { ...base, name: 'settled', question: 'Again?', arms: DENSE_ARMS.slice(0, 3) });
  const request = { results, experiment: 'settled' };
  expect(await currentReport(results, 'settled')).toBeNull();
  const path = await buildReport(request);
  expect(await currentReport(results, 'settled')).toBe(path);

  await appendFile(path, '<p>not mine</p>');
  expect(await currentReport(results, 'settled')).toBeNull();
  await buildReport(request);
  expect(await currentReport(results, 'settled')).toBe(path);

  const store = openStore(results).experiment('settled');
  const made = await explorationOf({ name: 'settled', arms: DENSE_ARMS.slice(0, 3), pairs: [0] });
  await store.writeExploration({ ...made, arms: made.arms.map((arm) => ({ ...arm, missing: ['pool-1'] })) });
  await buildReport(request);
  await store.writeExploration(made); // of the same trials, with what was gone
  expect(await currentReport(results, 'settled')).toBeNull();

  await store.writeExperiment({ ...(await store.readExperiment())!, question: 'And now?', changes: ['batch=64'] });
  expect(await currentReport(results, 'settled')).toBeNull();
  expect((await read(await buildReport(request))).querySelector('header')!.textContent).toMatch(
    /And now\?.*experiments\/settled\.yaml, changed from outside: batch=64/s,
  );
});

it('an experiment that was never run is an error that says how to run it', async () => {
  await expect(buildReport({ results, experiment: 'nothing' })).rejects.toThrow('npx nx run experiments:nothing');
});

it('the command builds one, or all and an index in which even an unreadable experiment stands', async () => {
  await writeFixture(results, { ...base, name: 'broken', question: '?', framed: false, arms: DENSE_ARMS.slice(0, 1) });
  await writeFile(join(results, 'broken', 'experiment.json'), '{');
  const cli = (...args: string[]) =>
    spawnSync(process.execPath, ['-r', 'ts-node/register', 'src/cli.ts', `--results=${results}`, ...args], {
      cwd: join(__dirname, '..'),
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  expect(cli('--experiment=dense-alpha')).toMatchObject({
    status: 0,
    stdout: `${join(results, 'dense-alpha', 'report.html')}\n`,
    stderr: 'building the page of dense-alpha\n',
  });
  const all = cli();
  expect(all).toMatchObject({ status: 0, stdout: `${join(results, 'index.html')}\n` });
  const told = all.stderr.split('\n');
  expect(told[0]).toBe(`the pages of ${results}, then an index over them`);
  expect(told).toContainEqual(expect.stringMatching(/^building the page of broken, \d+ of \d+$/));
  const document = await read(join(results, 'index.html'));
  expect([...document.querySelectorAll('.experiments a')].map((link) => link.getAttribute('href'))).toContain(
    'dense-alpha/report.html',
  );
  const item = [...document.querySelectorAll('.experiments li')].find(
    (li) => li.querySelector('a[href="dense-alpha/report.html"]') !== null,
  )!;
  expect(item.querySelector('h2')!.textContent).toBe('Is one <α> per pair enough?');
  expect(item.querySelector('time')!.textContent).toBe('1 March 2026');
  expect(item.textContent).toMatch(
    /it is shown that dense α .* 7 of 8 arms finished.*npx nx run experiments:dense-alpha/s,
  );
  expect([...document.querySelectorAll('.experiments .open')].at(-1)!.textContent).toContain('experiment.json');
  expect(cli('--experiment=nothing').status).not.toBe(0);
});

it('an empty results folder has an index that says how to begin', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'latent-paths-empty-'));
  expect((await read(await buildAll({ results: join(empty, 'results') }))).body.textContent).toContain(
    'npx nx run experiments:quickstart',
  );
  await rm(empty, { recursive: true });
});
