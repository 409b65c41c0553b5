import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { type ResolvedExperiment, resolveExperiment } from '@latent-paths/specification/experiment';
import { provenance } from '@latent-paths/trials/provenance';
import { chooseRates, formatChosen, openRates, recordSelection } from '@latent-paths/trials/stages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDisplay } from '../src/terminal/open-display.js';
import { runExperiment } from '../src/run/run-experiment.js';
import { command } from './command.js';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';
import { LINEAR, tiny, workspace } from './tiny.js';

const { refusals, resolveIn } = resolvingBy(resolveExperiment);

const SELECT = 'values: [1e-3, 2e-3, 4e-3], budgets: [25600, 102400]';
const x = (select: string, rest = '') => ({
  x:
    `question: Which?\nbaseline: linear\narms:\n  linear: { path: { kind: linear } }\n  one: { sampling: { alphas: { ` +
    `kind: uniform } } }\n  many: {}\nbudget: { points: 25600 }\nseeds: { list: [3, 4], vary: [vae] }\nmatrix: { ` +
    `budget.points: [25600, 102400, 409600] }\nselect: { ${select} }\n${rest}`,
});
const idsOf = ({ arms }: ResolvedExperiment) => arms.flatMap(({ trials }) => trials.map(({ id }) => id));
const CHOSEN = 'chosen: { one: 2e-3, many: 1.5e-3 }, exponent: 0.25';
const ratesOf = ({ arms }: ResolvedExperiment) =>
  arms
    .filter(({ trained }) => trained)
    .map(({ name, config }) => [name, (config.optimiser.learningRate as { readonly from: number }).from]); // a cosine

describe('what is tried', () => {
  const { selection, arms } = resolveIn(
    x(
      SELECT,
      'evaluation: { gaps: {} }\nclaims: [{ id: C, text: t }]\n' +
        'predictions: [{ id: P, text: t, arm: many, against: one, ratio: 1, budget: 409600 }]\n',
    ),
  );
  const tried = selection!.experiment;

  it('are the trained arms on a grid of budget and rate, with the first seed', () => {
    expect(tried).toMatchObject({
      name: 'x.select',
      claims: [],
      seeds: [3],
      vary: ['vae'],
      baseline: 'one-budget-points-25600-learning-rate-from-0.001',
    });
    expect(tried.arms.map(({ name }) => name)).toEqual(
      ['one', 'many'].flatMap((arm) =>
        [25600, 102400].flatMap((budget) =>
          [0.001, 0.002, 0.004].map((rate) => `${arm}-budget-points-${budget}-learning-rate-from-${rate}`),
        ),
      ),
    );
    expect(tried.predictions).toBeUndefined();
    expect(tried.arms.every(({ trials }) => trials.length === 1)).toBe(true);
    expect(selection!.points[4]).toMatchObject({
      arm: 'one',
      budget: 102400,
      value: 0.002,
      attraction: 0.1,
      name: tried.arms[4]!.name,
      trial: tried.arms[4]!.trials[0]!.id,
    });
  });

  it('are scored on validation latents, on few pairs, and on nothing that is costly', () => {
    for (const { trials } of tried.arms) {
      const { evaluation, vae } = trials[0]!.config;
      expect(evaluation).toMatchObject({
        latents: 'validation',
        pairs: 256,
        alphas: 17,
        truth: { pairs: 2, alphas: 3 },
      });
      expect(evaluation.gaps).toBeUndefined();
      expect(vae).toMatchObject({ training: { seed: 3 } });
    }
  });

  it('leave the arms that train without trials until the rate is chosen, and formulas as they are', () => {
    expect(selection!.chosen).toBeNull();
    expect(arms.map(({ trials }) => trials.length)).toEqual([2, 0, 0, 0, 0, 0, 0]);
  });

  it('have the ids of a file that says the same by hand', () => {
    const byHand = { ...x(SELECT) };
    const text = byHand.x
      .replace(
        /^select:.*$/m,
        'evaluation: { latents: validation, pairs: 256, alphas: 17, truth: { pairs: 2, alphas: 3 } }',
      )
      .replace('[25600, 102400, 409600] }', '[25600, 102400], optimiser.learningRate.from: [1e-3, 2e-3, 4e-3] }')
      .replace('list: [3, 4]', 'list: [3]');
    expect(idsOf(resolveIn({ x: text })).filter((id) => !id.startsWith('linear'))).toEqual(idsOf(tried));
  });

  it('leave out combinations of the budgets that are tried, and no others', () => {
    const { selection: fewer } = resolveIn(
      x(SELECT, 'exclude: [{ arm: many, budget.points: 25600 }, { arm: one, budget.points: 409600 }]\n'),
    );
    expect(fewer!.points.map(({ arm, budget }) => `${arm} ${budget}`)).toEqual([
      'one 25600',
      'one 25600',
      'one 25600',
      'one 102400',
      'one 102400',
      'one 102400',
      'many 102400',
      'many 102400',
      'many 102400',
    ]);
  });
});

describe('what is chosen', () => {
  it('falls with the budget, rounded to three digits, and names and seeds stay', () => {
    const experiment = resolveIn(x(`${SELECT}, ${CHOSEN}`));
    expect(experiment.selection).toMatchObject({
      isWritten: true,
      chosen: { exponent: 0.25, rates: { one: 0.002, many: 0.0015 } },
    });
    expect(ratesOf(experiment)).toEqual([
      ['one-budget-points-25600', 0.002],
      ['one-budget-points-102400', 0.00141],
      ['one-budget-points-409600', 0.001],
      ['many-budget-points-25600', 0.0015],
      ['many-budget-points-102400', 0.00106],
      ['many-budget-points-409600', 0.00075],
    ]);
    expect(experiment.arms[1]!.trials.map(({ seed }) => seed)).toEqual([3, 4]);
  });

  it('gives the same trials, written or found', () => {
    const written = resolveIn(x(`${SELECT}, ${CHOSEN}`));
    const found = resolveIn(x(SELECT), { chosen: { rates: { one: 2e-3, many: 1.5e-3 }, exponent: 0.25 } });
    expect(idsOf(found)).toEqual(idsOf(written));
    expect(found.selection!.isWritten).toBe(false);
  });

  it('is checked by half, once and twice the rate that follows, once it is known', () => {
    const check = 'check: { budget: 409600, arms: [many] }';
    expect(resolveIn(x(`${SELECT}, ${check}`)).selection!.check).toBeUndefined();
    const { check: found, experiment } = resolveIn(x(`${SELECT}, ${CHOSEN}, ${check}`)).selection!;
    expect(found!.points.map(({ arm, budget, value }) => [arm, budget, value])).toEqual(
      [0.000375, 0.00075, 0.0015].map((value) => ['many', 409600, value]),
    );
    expect(experiment.arms.length).toBe(15);
    expect(experiment.arms.at(-1)!.trials[0]!.config.evaluation.latents).toBe('validation');
  });
});

describe('a selection that cannot be', () => {
  it.each([
    [
      'values: [1e-3, 2e-3], budgets: [1000, 4000]',
      'experiments/x.yaml:10:19 select.values: expected at least 3 entries, got [0.001,0.002]',
    ],
    [
      'values: [4e-3, 2e-3, 1e-3], budgets: [1000, 4000]',
      'experiments/x.yaml:10:19 select.values: expected values that rise',
    ],
    [
      'values: [1e-3, 2.3456e-3, 4e-3], budgets: [1000, 4000]',
      'experiments/x.yaml:10:26 select.values[1]: expected at most 3 significant digits',
    ],
    [
      'values: [1e-3, 2e-3, 4e-3], budgets: [4000]',
      'experiments/x.yaml:10:48 select.budgets: expected at least 2 entries, got [4000]',
    ],
    [
      `${SELECT}, exponent: 0.3`,
      'experiments/x.yaml:10:75 select.exponent: expected chosen too, got only exponent; write both, as the ' +
        'selection printed them',
    ],
    [
      `${SELECT}, chosen: { one: 2e-3, many: 2e-3 }`,
      'experiments/x.yaml:10:73 select.chosen: expected exponent too, got only chosen; write both, as the ' +
        'selection printed them',
    ],
    [
      `${SELECT}, chosen: { one: 2e-3 }, exponent: 0`,
      'experiments/x.yaml:10:73 select.chosen: missing; expected the rate of many, too',
    ],
    [
      `${SELECT}, chosen: { one: 2e-3, mny: 1e-3, many: 1e-3 }, exponent: 0`,
      'experiments/x.yaml:10:91 select.chosen.mny: expected one of one, many, got mny; did you mean many?',
    ],
    [
      `${SELECT}, check: { budget: 102400, arms: [one] }`,
      'experiments/x.yaml:10:82 select.check.budget: expected more than the last of the budgets, 102400, got 102400',
    ],
    [
      `${SELECT}, check: { budget: 409600, arms: [two] }`,
      'experiments/x.yaml:10:96 select.check.arms: expected one of one, many, got two',
    ],
  ])('%s', (select, line) => expect(refusals(x(select))).toContain(line));

  it('is one of a rate that is set elsewhere, too, or that is none', () => {
    const files = x(SELECT);
    const grid = { x: files.x.replace('matrix: {', 'matrix: { optimiser.learningRate.from: [1e-3, 2e-3],') };
    expect(refusals(grid)[0]).toContain(
      'expected optimiser.learningRate.from to be set in one place, got it at experiments/x.yaml:10:',
    );
    expect(refusals(files, { set: ['optimiser.learningRate.from=1e-3'] })[0]).toContain(
      'expected optimiser.learningRate.from to be set in one place',
    );
    expect(refusals(x(`key: optimiser.rate, ${SELECT}`))[0]).toContain('optimiser.rate: unknown key');
  });
});

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const ONE = 'one: { sampling: { alphas: { kind: uniform } } }';
const select = (values: string, more = '') =>
  `select: { values: [${values}], budgets: [256, 1024]${more} }\nmatrix: { budget.points: [256, 1024, 2048] }\n`;

describe('an experiment that selects', () => {
  it('runs what is tried, chooses what ends best, records it, and repeats none of it', async () => {
    // At 10³⁰ a step the numbers are gone at once; at 10⁻⁷ nothing is learned.
    const space = workspace(tiny([LINEAR, ONE], select('1e-7, 3e-3, 1e+30', ', check: { budget: 2048, arms: [one] }')));
    const { root, store } = space;
    const context = {
      store,
      engine,
      provenance: provenance(root, engine, 'a test'),
      display: openDisplay({ write: () => undefined }, () => 0),
      now: () => performance.now() / 1000,
      date: () => new Date().toISOString(),
      signal: new AbortController().signal,
    };
    const pending = space.experiment();
    await expect(chooseRates(pending.selection!, store)).rejects.toThrow(
      'x.select: expected all 6 trials to have ended before a rate is chosen, got 6 that have not',
    );
    const { failed } = await runExperiment(pending.selection!.experiment, context);
    expect(failed.length).toBe(2);
    expect(await openRates(pending.selection!, store)).toEqual([]);

    const chosen = await chooseRates(pending.selection!, store);
    expect(chosen).toEqual({ rates: { one: 3e-3 }, exponent: 0 });
    expect(formatChosen(chosen)).toBe('  chosen: { one: 0.003 }\n  exponent: 0');
    const selected = resolveExperiment(join(root, 'experiments/x.yaml'), { root, chosen });
    expect(await openRates(selected.selection!, store)).toEqual(
      [0.0015, 0.003, 0.006].map((rate) => `one-budget-points-2048-learning-rate-from-${rate}`),
    );
    await recordSelection(selected, store);
    const record = (await store.experiment('x').readSelection())!;
    expect(record).toMatchObject({
      experiment: 'x',
      trials: 'x.select',
      seed: 1,
      written: false,
      exponent: 0,
      check: { budget: 2048, arms: [{ arm: 'one', predicted: 0.003 }] },
    });
    expect(record.arms).toMatchObject([
      {
        arm: 'one',
        attraction: 0.1,
        chosen: 0.003,
        tried: [
          { budget: 256, best: 0.003, refined: 0.003 },
          { budget: 1024, best: 0.003 },
        ],
      },
    ]);
    const [slow, good, wild] = record.arms[0]!.tried[1]!.values;
    expect(good!.objective).toBeLessThan(slow!.objective!);
    expect(wild).toMatchObject({ objective: null, diverged: true });
  });

  it('goes on from the command line to its own trials, and does not go on where the grid is too narrow', async () => {
    const space = workspace(tiny([LINEAR, ONE], select('1e-7, 3e-3, 1e+30')));
    const plan = await command(space.root, '--plan').ended;
    expect(plan.output).toContain(
      'x: optimiser.learningRate.from of one is not selected yet. The trials above select it (x.select), on ' +
        'validation latents at 256 and 1024 points',
    );
    const whole = await command(space.root).ended;
    expect([whole.code, whole.output]).toEqual([
      0,
      expect.stringContaining('select:, and it is not tried again:\n  chosen: { one: 0.003 }\n  exponent: 0\n'),
    ]);
    const written = select('1e-7, 3e-3, 1e+30', ', chosen: { one: 0.003 }, exponent: 0');
    space.write(tiny([LINEAR, ONE], written));
    const again = await command(space.root).ended;
    expect(again.output).toMatch(/^x: all 4 trials have finished before/);
    expect(JSON.parse(readFileSync(join(space.root, 'results/x/selection.json'), 'utf8'))).toMatchObject({
      written: true,
      arms: [{ chosen: 0.003 }],
    });

    space.write(tiny([LINEAR, ONE], select('1e-7, 2e-7, 3e-3')));
    const narrow = await command(space.root).ended;
    expect(narrow).toMatchObject({
      code: 1,
      output: expect.stringContaining('got the best of one at 256 points at its upper end, 0.003: add higher values'),
    });
  });
});
