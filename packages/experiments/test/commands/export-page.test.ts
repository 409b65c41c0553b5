import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encodePng } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../../../../tools/testing/src/browser.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { exportPath } from '../../src/commands/export-path.js';
import { blocks } from '../small-vae.js';
import { LINEAR, run, SINGLE, tiny, workspace, type Workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';
import { trialOf } from './real-store.js';

const program = findBrowser();
let engine: Engine;
let browser: Browser;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  if (program !== undefined) browser = await launchBrowser(program);
});
afterAll(async () => {
  engine.dispose();
  await browser?.close();
});

async function ran(yaml: string): Promise<Workspace> {
  const space = workspace(yaml);
  expect((await run(space, { engine })).failed).toEqual([]);
  return space;
}

async function exported(space: Workspace, arm: string, ...flags: string[]): Promise<string> {
  const out = join(temporaryFolder(), 'page.html');
  await invokeJson(exportPath, [await trialOf(space.store, 'x', arm), '--to', 'page', '--out', out, ...flags], space);
  return out;
}

interface Seen {
  readonly page: Page;
  readonly complaints: string[];
}

async function open(file: string, hash = '', bypassCSP = false): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, bypassCSP });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(file).href + hash, { waitUntil: 'load', timeout: 0 });
  await until(page, `document.querySelector('#check').textContent !== ''`);
  return { page, complaints };
}

/** Waits until an expression is true in the page: this package knows no DOM. */
const until = (page: Page, expression: string) => page.waitForFunction(expression, null, { timeout: 0 });

/** The greatest difference from the trial that the page tells, and what computed it. */
async function differenceOf(page: Page): Promise<{ difference: number; backend: string }> {
  await until(page, `document.querySelector('#rate').textContent !== ''`);
  const [check, backend] = [await page.textContent('#check'), await page.textContent('#rate')];
  return { difference: Number(/at most ([\d.e+-]+) of/.exec(check!)![1]), backend: backend! };
}

describe.skipIf(program === undefined)('a trial as a page', () => {
  it('computes the trial’s own numbers, on WebAssembly and without, and asks for nothing', async () => {
    const space = await ran(tiny([LINEAR, SINGLE]));
    const file = await exported(space, 'single');
    for (const [hash, name] of [
      ['', 'WebAssembly with SIMD'],
      ['#backend=cpu', 'plain JavaScript'],
    ] as const) {
      const { page, complaints } = await open(file, hash);
      const { difference, backend } = await differenceOf(page);
      expect(difference).toBeLessThan(1e-3);
      expect(backend).toContain(name);
      expect(complaints).toEqual([]);
      await page.context().close();
    }
    const line = await open(await exported(space, 'linear'));
    expect((await differenceOf(line.page)).difference).toBeLessThan(1e-3);
    await line.page.context().close();
  });

  it('computes on a VAE that others trained, too', async () => {
    const folder = temporaryFolder();
    const files = { encoder: join(folder, 'enc.onnx'), decoder: join(folder, 'dec.onnx') };
    const made = blocks(1.2);
    writeFileSync(files.encoder, made.encoder);
    writeFileSync(files.decoder, made.decoder);
    const vae = `vae: { kind: onnx, encoder: ${files.encoder}, decoder: ${files.decoder}, input: { range: [-1, 1] } }`;
    const space = await ran(tiny([LINEAR, 'network: {}']).replace(/^vae: .*$/m, vae));
    const { page, complaints } = await open(await exported(space, 'network'));
    expect((await differenceOf(page)).difference).toBeLessThan(1e-3);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('moves with the keyboard, takes a picture of the right size, refuses another, and is accessible', async () => {
    const space = await ran(tiny([LINEAR, SINGLE]));
    const { page, complaints } = await open(await exported(space, 'single'), '', true);
    await differenceOf(page);
    const shown = () => page.evaluate<string>(`document.querySelector('#path').toDataURL()`);
    const before = await shown();
    await page.locator('#alpha').focus();
    await page.keyboard.press('End');
    await until(page, `document.querySelector('#alpha').getAttribute('aria-valuetext').startsWith('α = 1,')`);
    expect(await shown()).not.toBe(before);

    const picture = (side: number) => {
      const path = join(temporaryFolder(), `${side}.png`);
      const data = new Uint8Array(side * side * 3).fill(90);
      writeFileSync(path, encodePng({ width: side, height: side, channels: 3, data }));
      return path;
    };
    await page.setInputFiles('#file-a', picture(31));
    await until(page, `document.querySelector('#said').textContent.includes('31.png')`);
    expect(await page.textContent('#said')).toBe('31.png: expected a picture of 32×32 pixels, got 31×31; resize it');
    await page.setInputFiles('#file-a', picture(32));
    await until(page, `document.querySelector('#said').textContent === 'A is 32.png.'`);

    await page.addScriptTag({ path: createRequire(__filename).resolve('axe-core/axe.min.js') });
    const violations = await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + nodes.map(({ html }) => html)))',
    );
    expect(violations).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

it('is one file whose policy lets one script run, and never text as code', async () => {
  const space = await ran(tiny([LINEAR, SINGLE]));
  const html = readFileSync(await exported(space, 'single'), 'utf8');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  expect(policy).toMatch(/^default-src 'none'; .*script-src 'sha256-[\w+/=]+' 'wasm-unsafe-eval'$/);
  expect(html).not.toMatch(/'unsafe-eval'|<link[^>]*href="(?!data:)/);
});

it('says what half precision loses, and which flags are of which format', async () => {
  const space = await ran(tiny([LINEAR, SINGLE]));
  const id = await trialOf(space.store, 'x', 'single');
  const out = join(temporaryFolder(), 'half.html');
  const told = await invoke(exportPath, [id, '--to', 'page', '--weights', 'float16', '--out', out], space);
  expect(told.out).toMatch(/Weights of half precision: r differs by up to [\d.e-]+ of its size\./);
  await expect(invoke(exportPath, [id, '--weights', 'float16'], space)).rejects.toThrow(
    '--weights: expected --to page, got --to onnx; leave --weights out',
  );
  await expect(invoke(exportPath, [id, '--to', 'page', '--batch', '4'], space)).rejects.toThrow(
    '--batch: expected --to onnx or --to pytorch, got --to page; leave --batch out',
  );
});
