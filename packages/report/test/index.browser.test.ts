import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { buildIndex } from '../src/index.js';
import { findBrowser, launchBrowser } from './browser.js';
import { fixtureOf } from './figures/drawn.js';
import { writeFixture } from './fixture/write-fixture.js';

const program = findBrowser();

it.skipIf(program === undefined)('finds experiments by words and by tags in the page, without a request', async () => {
  const results = temporaryFolder();
  await writeFixture(results, { ...fixtureOf('seeds'), question: 'Is <img src=x onerror=alert(1)> harmless?' });
  await writeFixture(results, { ...fixtureOf('early'), question: 'What is not begun?' });
  const browser = await launchBrowser(program!);
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  const { href } = pathToFileURL(await buildIndex({ results }));
  await page.goto(href);
  const shown = () =>
    page.evaluate(() => [...document.querySelectorAll('.experiments > li:not([hidden]) h2')].map((h) => h.textContent));
  expect(await shown()).toHaveLength(2);
  await page.fill('.filter input', 'HARMLESS is');
  expect(await shown()).toEqual(['Is <img src=x onerror=alert(1)> harmless?']);
  await page.fill('.filter input', '');
  await page.click('.filter button[value=unfinished]');
  expect(await shown()).toEqual(['What is not begun?']);
  expect(await page.textContent('.filter output')).toBe('1 of 2 shown');
  await browser.close();
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([href]); // the page itself
});
