import { openEngine, type Engine } from '@latent-paths/engine';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../src/commands/verify.js';
import { makePlan } from '../src/run/plan/plan.js';
import { invoke } from './commands/invoke.js';
import { CHECKPOINTS, LINEAR, remains, run, tiny, watched, workspace } from './tiny.js';

const FLOPS = 200_000_000;
const CHEAP = 'cheap: { loss: { reprojection: { weight: 1, gradient: stop-projection } } }';
const DEAR = 'dear: { }';

const yaml = tiny([LINEAR, CHEAP, DEAR], CHECKPOINTS).replace(/budget: .*/, `budget: { flops: ${FLOPS} }`);

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

it('makes as many whole steps as the budget of FLOPs allows, more where one is cheaper; records both', async () => {
  const space = workspace(yaml);
  const steps = async () =>
    (await makePlan(space.experiment(), space.store, {}, '')).trials.map((one) => [one.trial.arm, one.steps]);
  expect(await steps()).toEqual([
    ['linear', null],
    ['cheap', 'at launch'],
    ['dear', 'at launch'],
  ]);
  expect((await run(space, { engine })).failed).toEqual([]);

  const made = new Map<string, number>();
  for (const { name, trials } of space.experiment().arms.filter(({ trained }) => trained)) {
    const trial = space.store.experiment('x').trial(trials[0]!.id);
    const { training: launched } = (await trial.readRun())!;
    const { training } = (await trial.readSummary())!;
    expect(training).toMatchObject({
      steps: launched!.steps,
      points: 32 * launched!.steps,
      flops: launched!.steps * launched!.stepFlops,
    });
    expect(FLOPS - training!.flops!).toBeGreaterThanOrEqual(0);
    expect(FLOPS - training!.flops!).toBeLessThan(launched!.stepFlops);
    expect((await trial.readMetrics()).at(-1)!.step).toBe(launched!.steps);
    expect((await invoke(verify, [trials[0]!.id], { store: space.store })).out).toMatch(/ok +rows/);
    made.set(name, launched!.steps);
  }
  expect(made.get('cheap')).toBeGreaterThan(made.get('dear')!);
  expect(await steps()).toEqual([['linear', null], ...made]);
});

it('goes on for as many steps as were counted at launch, and ends with the same bits', async () => {
  const [whole, broken] = [workspace(yaml), workspace(yaml)];
  await run(whole, { engine, arms: ['dear'] });
  const stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => purpose === 'path-training' && count === 5 && stop.abort());
  await expect(run(broken, { engine: stopping, signal: stop.signal, arms: ['dear'] })).rejects.toThrow('stopped');
  await run(broken, { engine, arms: ['dear'] });
  expect(await remains(broken)).toEqual(await remains(whole));
});

it('fails a trial whose budget is less than one step, with what a step costs', async () => {
  const space = workspace(yaml.replace(`${FLOPS}`, '1000'));
  const { failed } = await run(space, { engine, arms: ['cheap', 'dear'] });
  expect(failed.map(({ message }) => message)).toEqual([
    expect.stringMatching(/expected at least one step of \d+ FLOPs, got 1000/),
    expect.stringMatching(/expected at least one step/),
  ]);
  const record = await space.store.experiment('x').trial(failed[0]!.trial).readRun();
  expect(record).toMatchObject({ status: 'failed', failures: [{ message: failed[0]!.message }] });
});

it('compares arms at equal FLOPs alone', () => {
  const space = workspace(tiny([LINEAR, CHEAP.replace('{ loss', '{ budget: { flops: 1000 }, loss'), DEAR]));
  expect(() => resolveExperiment(`${space.root}/experiments/x.yaml`, { root: space.root })).toThrow(
    'expected as much training as cheap, 1000 FLOPs, got 768 points',
  );
});
