import { openStore } from '@latent-paths/data';
import { describe, expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { loadExperiment, type LoadedTrial } from '../../src/load.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { writeFixture } from '../fixture/write-fixture.js';
import { draw, experimentOf, fixtureOf, texts, useFixtures } from './drawn.js';

useFixtures('early', 'mixed', 'seeds');

describe('what is not finished', () => {
  const said = (name: string) => texts(draw(figures.verdict, name).querySelectorAll('.status, .failures li'));

  it('is named, with why and with what to run', () => {
    expect(said('mixed')).toEqual([
      expect.stringContaining(
        '2 of 6 arms finished; 1 stopped before the end (fixed-dense); 1 killed before the end (all-single); 1 ' +
          'failed (fixed-single, with 2 of 3 seeds finished); 1 not started (all-dense).',
      ),
      'fixed-single, seed 2, failed at step 240: loss: expected a finite number, got NaN <lower the rate>',
      'To continue, run npx nx run experiments:mixed --seeds=3: it repeats nothing that has finished; it ' +
        'retries failed trials from their last checkpoint, ' +
        'resumes stopped and killed ones and starts the rest. If the settings cause a failure, change them in ' +
        'experiments/mixed.yaml: that makes a new trial.',
    ]);
    expect(
      texts(draw(figures.standings, 'mixed').querySelectorAll('tbody.sound tr:has(small.best) small.alarm')),
    ).toEqual(['2 of 3 seeds finished; the others: failed']);
    expect(said('early')[0]).toBe('0 of 8 arms finished; all not started.');
    expect(said('early')[1]).toMatch(
      /^To continue, run npx nx run experiments:early: it repeats nothing that has finished; it starts the rest\.$/,
    );
  });

  it('says where formulas alone are compared that no trained arm has finished', () => {
    const experiment = experimentOf('seeds');
    const comparison = { ...experiment.comparison!, claims: [] };
    const formulas = experiment.arms.filter(({ trained }) => !trained);
    const none = (rest: Partial<typeof experiment>) =>
      /No answer yet: [^<]*/.exec(figures.verdict.draw({ ...experiment, comparison, ...rest })!.markup)?.[0];
    expect(none({})).toBeUndefined();
    expect(none({ arms: formulas })).toMatch(/no trained arm has finished; the others are compared below/);
    expect(none({ arms: formulas, comparison: null })).toMatch(/arms are compared once the baseline/);
  });

  it('shows what the process of a failed trial wrote last, and lets none of it be markup', () => {
    const experiment = experimentOf('mixed');
    const log = ['onnxruntime: <script>alert(1)</script>', 'slurmstepd: error: oom_kill event & more'];
    const withLog = ({ run, ...trial }: LoadedTrial): LoadedTrial => ({
      ...trial,
      run: run && { ...run, failures: run.failures.map((failure) => ({ ...failure, log })) },
    });
    const arms = experiment.arms.map((arm) => ({ ...arm, trials: arm.trials.map(withLog) }));
    const { markup } = figures.verdict.draw({ ...experiment, arms })!;
    expect(markup).toContain('The last 2 lines of its log');
    expect(markup).toContain(
      '<pre class="log">onnxruntime: &#60;script&#62;alert(1)&#60;/script&#62;\n' +
        'slurmstepd: error: oom_kill event &#38; more</pre>',
    );
  });

  it('says which trials used an artifact with another content', () => {
    const experiment = experimentOf('seeds');
    const [first, ...others] = experiment.arms;
    const vae = { artifact: 'train-vae-5d1c0ffee000', content: 'f'.repeat(64) };
    const other = ({ run, ...trial }: LoadedTrial): LoadedTrial => ({
      ...trial,
      run: run && { ...run, inputs: { vae } },
    });
    const alarms = (arms: typeof experiment.arms) =>
      /<p class="status alarm">([^<]*)/.exec(figures.verdict.draw({ ...experiment, arms })!.markup)?.[1];
    expect(alarms(experiment.arms)).toBeUndefined();
    expect(alarms([{ ...first!, trials: first!.trials.map(other) }, ...others])).toMatch(
      /^train-vae-5d1c0ffee000 did not have the same content for all trials \(f{12} under .+; \w{12} under .+\)/,
    );
  });

  it('asks for nothing where all is finished and compared, and for the comparison where it is missing', () => {
    expect(said('seeds')).toHaveLength(1);
    const experiment = { ...experimentOf('seeds'), comparison: null };
    expect(figures.verdict.draw(experiment)!.markup).toContain(
      'nothing is compared yet: run <code>npx nx run experiments:seeds --seeds=3</code>',
    );
  });

  it('is running where a process is at work on it, and the page then only waits', async () => {
    const results = temporaryFolder();
    const store = openStore(results).experiment(await writeFixture(results, fixtureOf('mixed')));
    const killed = store.trial(experimentOf('mixed').arms.find(({ name }) => name === 'all-single')!.trials[0]!.id);
    const release = await killed.lock();
    try {
      const experiment = await loadExperiment(results, 'mixed');
      expect(experiment.arms.find(({ name }) => name === 'all-single')!.status).toBe('running');
      expect(figures.verdict.draw(experiment)!.markup).toContain('still running when this page was made');
    } finally {
      await release();
    }
  });
});
