import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStore } from '@latent-paths/data';
import { parseHTML } from 'linkedom';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport } from '../src/index.js';
import { findBrowser, launchBrowser } from './browser.js';
import { DENSE_ARMS } from './fixture/arms.js';
import { explorationOf } from './fixture/exploration-of.js';
import { writeFixture } from './fixture/write-fixture.js';

const HOSTILE = '<img src=x onerror=alert(1)>';
const program = findBrowser();
const arms = [...DENSE_ARMS.slice(0, 3), { ...DENSE_ARMS[3]!, name: HOSTILE }];

let results: string;
let browser: Browser;
let address: string;

interface Seen {
  readonly page: Page;
  /** Console messages, errors and requests that there should be none of. */
  readonly complaints: string[];
}

async function open(hash: string, options: BrowserContextOptions = {}): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(address + hash, { waitUntil: 'load', timeout: 0 });
  return { page, complaints };
}

const noteOf = (page: Page, arm: number) => page.locator('#explore-frames .explore-note').nth(arm);
const isDrawn = (page: Page) =>
  page.waitForFunction(() => document.querySelector('#explore-frames canvas[aria-label*="r ="]') !== null, null, {
    timeout: 0,
  });

describe.skipIf(program === undefined)('a page that is moved along α', () => {
  beforeAll(async () => {
    results = await mkdtemp(join(tmpdir(), 'latent-paths-explore-'));
    const base = { seeds: [1], compared: true, framed: true, logEvery: 96 };
    await writeFixture(results, { ...base, name: 'walks', question: 'Where does it go wrong?', arms });
    const store = openStore(results).experiment('walks');
    await store.writeExploration(await explorationOf({ name: 'walks', arms, pairs: [0, 7, 11] }));
    address = pathToFileURL(await buildReport({ results, experiment: 'walks' })).href;
    browser = await launchBrowser(program!); // these tests run where there is one alone
  });
  afterAll(async () => {
    await browser?.close();
    await rm(results, { recursive: true, force: true });
  });

  it('restores arm, pair and α from the address, and says where it is; a hostile name is a name', async () => {
    const { page, complaints } = await open(
      `#explore?${new URLSearchParams({ arm: HOSTILE, pair: '7', alpha: '0.3' }).toString()}`,
    );
    await isDrawn(page);
    const seen = await page.evaluate(() => ({
      text: document.querySelector('#explore-alpha')!.getAttribute('aria-valuetext'),
      arm: document.querySelector<HTMLSelectElement>('#explore-arm')!.selectedOptions[0]!.text,
      pair: document.querySelector<HTMLSelectElement>('#explore-pair')!.selectedOptions[0]!.text,
      labels: [...document.querySelectorAll('#explore-charts svg')].map((svg) => svg.getAttribute('aria-label')!),
      images: document.querySelectorAll('img[src=x]').length,
    }));
    expect(seen.text).toBe(`α = 0.313, ${HOSTILE}: r = 1.06`);
    expect(seen.arm).toBe(HOSTILE);
    expect(seen.pair).toContain('7 (');
    expect(seen.images).toBe(0);
    expect(seen.labels).toHaveLength(5);
    expect(seen.labels[0]).toContain('pair 7');
    expect(await noteOf(page, 3).textContent()).toBe('r = 1.06, frame of α = 0.25');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is moved by the keyboard alone, pictures and cursor together, and the address follows', async () => {
    const { page, complaints } = await open('#explore?pair=0&alpha=0.5');
    await isDrawn(page);
    const picture = () =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>('#explore-frames canvas')!.toDataURL());
    const cursor = () => page.locator('#explore-charts .cursor').first().getAttribute('x1');
    const before = [await picture(), await cursor()];
    await page.locator('#explore-alpha').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key);
    expect(await page.locator('#explore-alpha').inputValue()).toBe('10');
    const after = [await picture(), await cursor()];
    expect(after[0]).not.toBe(before[0]);
    expect(Number(after[1])).toBeGreaterThan(Number(before[1]));
    await page.waitForFunction(() => location.hash.includes('alpha=0.625'), null, { timeout: 0 });
    await page.keyboard.press('Home');
    expect(await page.locator('#explore-alpha').getAttribute('aria-valuetext')).toMatch(/^α = 0,/);

    await page.locator('#explore-pair').focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => location.hash.includes('pair=7'), null, { timeout: 0 });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(['reduce', 'no-preference'] as const)('plays and pauses, motion: %s', async (reducedMotion) => {
    const { page, complaints } = await open('#explore?alpha=0', { reducedMotion });
    await isDrawn(page);
    await page.locator('#explore-play').press('Enter');
    expect(await page.locator('#explore-play').textContent()).toBe('Pause');
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#explore-alpha')!.value !== '0', null, {
      timeout: 0,
    });
    await page.locator('#explore-play').press('Enter');
    expect(await page.locator('#explore-play').textContent()).toBe('Play');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('gives a link, and a picture that stands alone', async () => {
    const { page, complaints } = await open('#explore?pair=11&alpha=0.25', { acceptDownloads: true });
    await isDrawn(page);
    const saved = async (button: string) => {
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 0 }), page.click(button)]);
      const stream = await download.createReadStream();
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer); // a file's stream gives buffers
      return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
    };
    const svg = await saved('#explore-svg');
    expect(svg.name).toBe('pair-11-alpha-0.25.svg');
    const { document } = parseHTML(svg.bytes.toString('utf8'));
    expect(document.querySelectorAll('image')).toHaveLength(4);
    expect(svg.bytes.toString('utf8')).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(svg.bytes.toString('utf8')).not.toMatch(/var\(--|https?:\/\/(?!www\.w3\.org)/);
    const png = await saved('#explore-png');
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    await page.click('#explore-link');
    await page.waitForFunction(() => document.querySelector('#explore-said')!.textContent !== '', null, { timeout: 0 });
    expect(page.url()).toContain('pair=11&alpha=0.25');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    { width: 1280, colorScheme: 'light' },
    { width: 400, colorScheme: 'dark' },
  ] as const)('$width pixels, $colorScheme: accessible by axe-core, and within the page', async (look) => {
    const { page, complaints } = await open('#explore?pair=7', {
      viewport: { width: look.width, height: 900 },
      colorScheme: look.colorScheme,
      bypassCSP: true, // for axe-core itself
    });
    await isDrawn(page);
    await page.addScriptTag({ path: createRequire(__filename).resolve('axe-core/axe.min.js') });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }; // the script above made it
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is the page of before where scripts do not run', async () => {
    const { page } = await open('', { javaScriptEnabled: false });
    expect(await page.locator('#explore').isVisible()).toBe(false);
    expect(await page.locator('nav a[href="#explore"]').isVisible()).toBe(false);
    expect(await page.locator('#films').isVisible()).toBe(true);
    await page.context().close();
  });
});
