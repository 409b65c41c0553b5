import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINEAR, run, tiny, workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** `tiny` with little to hold against ground truth. */
const quick = (arms: readonly string[], rest: string) =>
  tiny(arms, rest).replace('truth: { pairs: 3, alphas: 3, bank: 60 }', 'truth: { pairs: 2, alphas: 3, bank: 12 }');
const SMALLER = 'smaller: { path: { kind: linear }, vae: { latent: 6 } }';
const ASKED = 'projection: { points: 3, jacobians: 2, steps: 4 }';
/** Never asked for anything. */
const idle = (): Engine => ({
  ...engine,
  compile: () => Promise.reject(new Error('all is measured, but a step was compiled')),
});

describe('an experiment that asks whether P is a projection', () => {
  it('measures each VAE once, and again only what changes', async () => {
    const space = workspace(quick([LINEAR, 'projected: { path: { kind: projected } }', SMALLER], ASKED));
    const told: string[] = [];
    await run(space, { engine, told });
    const store = space.store.experiment('x');
    const made = (await store.readProjection())!;
    expect(made).toMatchObject({ experiment: 'x', sizes: { points: 3, jacobians: 2, steps: 4 } });
    expect(made.vaes.map(({ vae }) => (vae as { latent: number }).latent)).toEqual([8, 6]);
    for (const { artifact, trial, kinds } of made.vaes) {
      expect((await store.trial(trial).readRun())!.inputs['vae']!.artifact).toBe(artifact);
      expect([kinds.real.movement.length, kinds.prior.truth!.distance.length]).toEqual([11, 6]);
    }
    expect(told.join('')).toMatch(/P of vae-[0-9a-f]{12} {2}done/);

    await run(space, { engine: idle() });
    expect(await store.readProjection()).toEqual(made);

    space.write(quick([LINEAR, SMALLER], 'projection: { points: 3, jacobians: 1, steps: 4 }'));
    await run(space, { engine });
    expect((await store.readProjection())!.vaes.map(({ kinds }) => kinds.real.jacobian.start!.points)).toEqual([1, 1]);
  });

  it('keeps what is measured when it is stopped, and goes on from there', async () => {
    const space = workspace(quick([LINEAR, SMALLER], ASKED));
    const stop = new AbortController();
    const told: string[] = {
      push: (line: string) => (/P of vae-\S+ {2}done/.test(line) && stop.abort(), 0),
    } as unknown as string[];
    await expect(run(space, { engine, signal: stop.signal, told })).rejects.toThrow(
      /P of vae-[0-9a-f]{12}, measuring stopped/,
    );
    const store = space.store.experiment('x');
    const [first] = (await store.readProjection())!.vaes;
    expect((await store.readProjection())!.vaes).toHaveLength(1);
    await run(space, { engine });
    expect((await store.readProjection())!.vaes).toHaveLength(2);
    expect((await store.readProjection())!.vaes[0]).toEqual(first);
  });

  it('has the trials of one that does not', () => {
    const ids = (rest: string) =>
      workspace(quick([LINEAR], rest))
        .experiment()
        .arms.flatMap(({ trials }) => trials.map(({ id }) => id));
    expect(ids(ASKED)).toEqual(ids(''));
  });

  it('is refused where it asks for what cannot be', () => {
    const problems = (rest: string) => {
      try {
        workspace(quick([LINEAR], rest)).experiment();
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(problems('projection: { points: 1 }')).toMatch(/x\.yaml:\d+:\d+ projection\.points: expected/);
    expect(problems('projection: { point: 3 }')).toMatch(/projection\.point: unknown key.*points/);
  });
});
