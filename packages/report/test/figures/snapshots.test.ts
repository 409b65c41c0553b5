import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { figures } from '../../src/figures/registry.js';
import { loadExperiment, type LoadedExperiment } from '../../src/load.js';
import { standaloneSvg } from '../../src/take-away/standalone-svg.js';
import { explorationOf } from '../fixture/exploration-of.js';
import { writeFixture } from '../fixture/write-fixture.js';
import { experimentOf, fixtureOf, useFixtures } from './drawn.js';

useFixtures('known', 'grid');

/** Which fixture shows each figure, and the chart of it that is kept: the others are like it. */
const SHOWN = {
  'pair-spread': { fixture: 'known', chart: '.narrow svg[role=img]' },
  holes: { fixture: 'known', chart: '.panel svg[role=img]' },
  'factor-paths': { fixture: 'known', chart: '.panel svg[role=img]' },
  'training-settings': { fixture: 'known', chart: '.panel svg[role=img]' },
  'latent-paths': { fixture: 'known', chart: '.panel svg[role=img]' },
  crossover: { fixture: 'grid', chart: '.narrow svg[role=img]' },
  'main-effects': { fixture: 'grid', chart: '.panel svg[role=img]' },
} as const;
type Shown = keyof typeof SHOWN;

/** With what a comparison would have kept of its first pairs. */
async function explored(experiment: LoadedExperiment): Promise<LoadedExperiment> {
  const { name, arms } = fixtureOf(experiment.record.name);
  return { ...experiment, exploration: await explorationOf({ name, arms, pairs: [0, 7] }) };
}

describe.each(Object.keys(SHOWN) as Shown[])('%s', (id) => {
  const { fixture, chart } = SHOWN[id];

  it('is as reviewed', async () => {
    const { markup } = figures[id].draw(await explored(experimentOf(fixture)))!;
    const svg = parseHTML(`<html><body>${markup}</body></html>`).document.querySelector(chart)!;
    // another zlib packs the same pixels in other bytes
    const text = svg.outerHTML.replace(/base64,[^"]*/g, 'base64,…').replaceAll('><', '>\n<');
    await expect(`${text}\n`).toMatchFileSnapshot(`../snapshots/${id}.svg`);
  });

  it('is the same bytes where it is written and read anew', async () => {
    const results = temporaryFolder();
    const again = await loadExperiment(results, await writeFixture(results, fixtureOf(fixture)));
    const [first, second] = await Promise.all([experimentOf(fixture), again].map(explored));
    const alone = (experiment: LoadedExperiment) => standaloneSvg(figures[id].title, figures[id].draw(experiment)!)!;
    expect(alone(second!)).toBe(alone(first!));
    expect(alone(first!)).toMatch(/^<svg .*<\/svg>\n$/s);
  });
});
