import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, figures } from '../src/index.js';
import { BROWSER_REMEDY, findBrowser, launchBrowser } from './browser.js';
import { DENSE_ARMS, matrixArms } from './fixture/arms.js';
import { LIMIT_FIXTURE } from './fixture/limit-fixture.js';
import { writeFixture } from './fixture/write-fixture.js';

const base = { seeds: [1], compared: true, framed: true, logEvery: 96 };
const program = findBrowser();
if (program === undefined) console.warn(`Pages are not tried in a browser: there is none. ${BROWSER_REMEDY}`);

let results: string;
let browser: Browser;

const pages = ['dense-alpha/report.html', 'matrix/report.html', 'limit/report.html', 'index.html'];
/** Sections of pages whose VAE, latents or path were brought: none of these has one. */
const OF_IMPORTS = 3;
/** Sections that only an experiment has whose budget is an axis. */
const OF_LIMITS = 7;
/** Sections that are absent: of grids, of images whose factors are known, of a comparison before. */
const OF_GRIDS = { 'matrix/report.html': 3 } as Readonly<Record<string, number>>;
const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const;
const cases = pages.flatMap((page) => looks.map((look) => ({ page, ...look })));

/** In the page: what a reader could stumble over. */
function inspect() {
  const shown = (element: Element): boolean => element.getClientRects().length > 0;
  const charts = [...document.querySelectorAll<SVGSVGElement>('svg[role=img]')].filter(shown);
  const scaleOf = (svg: SVGSVGElement | null): number =>
    svg === null ? 1 : svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const sizes = [...document.querySelectorAll('body *')].filter(
    (element) =>
      shown(element) && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== ''),
  );
  const past = (svg: SVGSVGElement): boolean =>
    [...svg.querySelectorAll('text')].some(
      (text) =>
        text.getBoundingClientRect().right > svg.getBoundingClientRect().right + 6 ||
        text.getBoundingClientRect().left < svg.getBoundingClientRect().left - 6,
    );
  return {
    background: getComputedStyle(document.body).backgroundColor,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    strips: [...document.images].map((image) => ({
      natural: image.naturalWidth,
      frames: image.naturalWidth / image.naturalHeight,
      shown: image.clientWidth,
      tall: image.clientHeight,
      left: image.getBoundingClientRect().left,
      alt: image.alt,
    })),
    charts: charts.length,
    pastTheEdge: charts.filter(past).map((svg) => svg.getAttribute('aria-label')),
    smallestText: Math.min(
      ...sizes.map((element) => parseFloat(getComputedStyle(element).fontSize) * scaleOf(element.closest('svg'))),
    ),
    sections: document.querySelectorAll('main > section').length,
    headings: [...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => Number(tagName[1])),
    unreachable: [...document.querySelectorAll<HTMLElement>('*')].filter(
      (element) =>
        getComputedStyle(element).overflowX === 'auto' &&
        element.scrollWidth > element.clientWidth &&
        element.tabIndex < 0,
    ).length,
  };
}

describe.skipIf(program === undefined)('in a browser', () => {
  beforeAll(async () => {
    results = await mkdtemp(join(tmpdir(), 'latent-paths-browser-'));
    await writeFixture(results, {
      ...base,
      name: 'dense-alpha',
      question: 'Is one α per pair enough?',
      arms: DENSE_ARMS,
    });
    await writeFixture(results, {
      ...base,
      name: 'matrix',
      question: 'How much attraction does a path need?',
      arms: matrixArms(36),
      logEvery: 160,
    });
    await writeFixture(results, LIMIT_FIXTURE);
    await buildAll({ results });
    browser = await launchBrowser(program!); // these tests run where there is one alone
  });
  afterAll(async () => {
    await browser?.close();
    await rm(results, { recursive: true, force: true });
  });

  it.each(cases)(
    '$page, $width pixels wide, $colorScheme: no complaint, no request, all visible, legible and within the page',
    async ({ page: file, width, colorScheme }) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      const url = pathToFileURL(join(results, file)).href;
      await page.goto(url, { waitUntil: 'load', timeout: 0 });
      const seen = await page.evaluate(inspect);
      await page.close();

      expect(complaints).toEqual([]);
      expect(requests.filter((request) => request !== url && !request.startsWith('data:'))).toEqual([]);
      expect(seen.background).toBe(colorScheme === 'light' ? 'rgb(253, 252, 250)' : 'rgb(22, 24, 28)');
      expect(seen.overflow).toBe(0);
      expect(seen.unreachable).toBe(0);
      expect(seen.smallestText).toBeGreaterThan(10.9);
      expect(seen.headings[0]).toBe(1);
      expect(seen.headings.every((level, i) => i === 0 || (level > 1 && level <= seen.headings[i - 1]! + 1))).toBe(
        true,
      );
      if (file === 'index.html') return;
      const absent = OF_IMPORTS + (OF_GRIDS[file] ?? 4) + (file.startsWith('limit') ? 0 : OF_LIMITS);
      expect(seen.sections).toBe(Object.keys(figures).length - absent);
      expect(seen.pastTheEdge).toEqual([]);
      expect(seen.charts).toBeGreaterThanOrEqual(3 + 6 + 7);
      expect(seen.strips.length).toBeGreaterThanOrEqual(24);
      for (const strip of seen.strips) {
        expect(strip.frames).toBe(strip.natural / 32);
        expect(strip.shown).toBeGreaterThan(220);
        expect(strip.tall).toBeGreaterThan(20);
        expect(strip.alt).toMatch(/decoded frames from α\s=\s0 to 1/);
      }
      expect(new Set(seen.strips.map(({ left }) => Math.round(left))).size).toBeLessThanOrEqual(width > 1000 ? 2 : 1);
    },
  );

  it('on paper: light whatever the screen, the charts of its width, nothing cut off', async () => {
    const page = await browser.newPage({ viewport: { width: 718, height: 1000 }, colorScheme: 'dark' });
    await page.goto(pathToFileURL(join(results, 'dense-alpha/report.html')).href, { waitUntil: 'load', timeout: 0 });
    await page.emulateMedia({ media: 'print' });
    const seen = await page.evaluate(() => ({
      ink: getComputedStyle(document.body).color,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      charts: [...document.querySelectorAll('#trade-off svg[role=img]')].map((svg) =>
        svg.getClientRects().length === 0 ? 0 : svg.getBoundingClientRect().width,
      ),
      nav: document.querySelector('nav')!.getClientRects().length,
    }));
    const { length } = await page.pdf({ format: 'A4' });
    await page.close();
    expect(seen).toEqual({ ink: 'rgb(29, 33, 39)', overflow: 0, charts: [0, 680, 0], nav: 0 });
    expect(length).toBeGreaterThan(10_000);
  });
});
