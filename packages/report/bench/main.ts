import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openStore } from '@latent-paths/data';
import { findBrowser, launchBrowser } from '../test/browser.js';
import { DENSE_ARMS, matrixArms } from '../test/fixture/arms.js';
import { explorationOf } from '../test/fixture/exploration-of.js';
import { writeFixture } from '../test/fixture/write-fixture.js';
import { buildIndex, buildReport } from '../src/index.js';
import { armRows } from './arms.js';
import type { Measured } from './measured.js';

const REPETITIONS = 3;
const EXPERIMENTS = 200;
const PAIRS = [0, 7, 11, 23, 42, 64, 99, 120];
const base = { seeds: [1, 2, 3], compared: true, framed: true, logEvery: 96 };

const seconds = (): number => performance.now() / 1000;

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < REPETITIONS; i++) {
    const began = seconds();
    await work();
    times.push(seconds() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(REPETITIONS / 2)]!;
}

/** A page of 12 arms × 3 seeds with 24 pairs to move along; the made-up frames are smoother than decoded ones. */
async function pageRows(results: string): Promise<readonly Measured[]> {
  const arms = matrixArms(10);
  await writeFixture(results, { ...base, name: 'large', question: 'How long does it take?', arms });
  const pairs = [...PAIRS, ...PAIRS, ...PAIRS];
  const store = openStore(results).experiment('large');
  await store.writeExploration(await explorationOf({ name: 'large', arms, pairs }));
  const request = { results, experiment: 'large' };
  const built = await medianOf(() => buildReport(request));
  const path = await buildReport(request);
  return [
    { name: 'page of 12 arms, 3 seeds, 24 pairs: built', value: built, unit: 's', target: 5 },
    { name: 'its size', value: statSync(path).size / 1e6, unit: 'MB', target: 8 },
    ...(await browserRows(pathToFileURL(path).href)),
  ];
}

/** First paint, and α moved at every frame; nothing where there is no browser. */
async function browserRows(address: string): Promise<readonly Measured[]> {
  const program = findBrowser();
  if (program === undefined) return [];
  const browser = await launchBrowser(program);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${address}#explore?alpha=0`, { waitUntil: 'load', timeout: 0 });
    await page.waitForSelector('#explore-frames canvas[aria-label*="r ="]', { timeout: 0 });
    const seen = await page.evaluate(async () => {
      const slider = document.querySelector<HTMLInputElement>('#explore-alpha')!; // it has been waited for
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      const began = performance.now();
      const moves = 90;
      for (let i = 0; i < moves; i++) {
        slider.value = String(i % 17);
        slider.dispatchEvent(new Event('input'));
        await frame();
      }
      return { paint: (paint?.startTime ?? NaN) / 1000, rate: (1000 * moves) / (performance.now() - began) };
    });
    return [
      { name: 'its first paint', value: seen.paint, unit: 's', target: 1 },
      { name: 'its slider', value: seen.rate, unit: 'frames a second', target: 30 },
    ];
  } finally {
    await browser.close();
  }
}

async function indexRows(results: string): Promise<readonly Measured[]> {
  const arms = DENSE_ARMS.slice(0, 3);
  for (let i = 0; i < EXPERIMENTS; i++)
    await writeFixture(results, { ...base, seeds: [1], name: `one-${i}`, question: `Number ${i}?`, arms });
  const value = await medianOf(() => buildIndex({ results }));
  return [{ name: `index of ${EXPERIMENTS} experiments`, value, unit: 's', target: 2 }];
}

function verdictOn(value: number, unit: Measured['unit'], target: number | undefined): string {
  if (target === undefined) return '';
  const isMet = unit === 'frames a second' ? value >= target : value < target;
  return `${isMet ? 'of' : 'MISSES'} ${target}  `;
}

/** Usage: main.ts [arms] [--json]: what pages cost; `arms`, how that grows with arms. */
async function main(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-report-bench-'));
  const [page, index] = ['page', 'index'].map((name) => join(folder, name));
  try {
    const rows = args.includes('arms')
      ? await armRows(page!, base)
      : [...(await pageRows(page!)), ...(await indexRows(index!))];
    const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism(), load: loadavg() };
    if (args.includes('--json')) return console.log(JSON.stringify({ version: 1, machine, measurements: rows }));
    console.log(`${machine.cores} × ${machine.cpu}, load ${machine.load.map((load) => load.toFixed(1)).join(' ')}`);
    for (const { name, value, unit, target } of rows) {
      console.log(`${value.toFixed(2).padStart(8)} ${unit}  ${verdictOn(value, unit, target)}${name}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main(process.argv.slice(2));
