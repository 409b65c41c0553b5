import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildAll } from '../src/index.js';
import { launchBrowser } from './browser.js';
import { DENSE_ARMS, matrixArms, writeFixture } from './fixture.js';

const base = { seeds: [1], compared: true, framed: true, logEvery: 24 };
let results: string;
let browser: Browser;

beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'latent-paths-browser-'));
  await writeFixture(results, { ...base, name: 'dense-alpha', question: 'Is one α per pair enough?', arms: DENSE_ARMS });
  await writeFixture(results, { ...base, name: 'matrix', question: 'How much attraction does a path need?', arms: matrixArms(10) });
  await buildAll({ results });
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await rm(results, { recursive: true, force: true });
});

const pages = ['dense-alpha/report.html', 'matrix/report.html', 'index.html'];
const looks = [{ width: 1280, colorScheme: 'light' }, { width: 390, colorScheme: 'dark' }] as const;
const cases = pages.flatMap((page) => looks.map((look) => ({ page, ...look })));

it.each(cases)('$page, $width pixels wide, $colorScheme: no complaint, no request, everything visible', async ({ page: file, width, colorScheme }) => {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  const url = pathToFileURL(join(results, file)).href;
  await page.goto(url, { waitUntil: 'load' });
  const seen = await page.evaluate(() => ({
    background: getComputedStyle(document.body).backgroundColor,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    strips: [...document.images].map((image) => ({ natural: image.naturalWidth, shown: image.clientWidth, tall: image.clientHeight, left: image.getBoundingClientRect().left })),
    charts: [...document.querySelectorAll('svg[role=img]')].filter((svg) => svg.getClientRects().length > 0).length,
    sections: document.querySelectorAll('main > section').length,
  }));
  await page.screenshot({ path: join(tmpdir(), `latent-paths-${file.replace(/\W+/g, '-')}-${width}-${colorScheme}.png`), fullPage: true });
  await page.close();

  expect(complaints).toEqual([]);
  expect(requests.filter((request) => request !== url && !request.startsWith('data:'))).toEqual([]);
  expect(seen.background).toBe(colorScheme === 'light' ? 'rgb(253, 252, 250)' : 'rgb(22, 24, 28)');
  expect(seen.overflow).toBe(0);
  if (file === 'index.html') return;
  expect(seen.sections).toBe(9);
  expect(seen.charts).toBeGreaterThanOrEqual(3 + 6 + 7);
  expect(seen.strips.length).toBeGreaterThanOrEqual(24);
  for (const strip of seen.strips) {
    expect(strip.natural).toBe(9 * 32);
    expect(strip.shown).toBeGreaterThan(220);
    expect(strip.tall).toBeGreaterThan(20);
  }
  expect(new Set(seen.strips.map(({ left }) => Math.round(left))).size).toBeLessThanOrEqual(width > 1000 ? 2 : 1);
});
