import { expect, it } from 'vitest';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { resolvingBy } from '../../../../../tools/testing/src/resolve-in.js';
import { orderTrials, shuffleTrials } from './order-trials.js';

const { resolveIn } = resolvingBy(resolveExperiment);

const yaml = (more = '') => `
question: Which?
seeds: 4
budget: { points: 1000 }
arms:
  b: { batch: 64, path: { hidden: [4, 4, 4] } }
  a: { batch: 64 }
  linear: { path: { kind: linear } }
  c: { batch: 64, vae: { latent: 16 } }
  d: { batch: 64, path: { activation: relu } }
${more}
baseline: linear
`;
const experiment = resolveIn({ x: yaml() });
const named = ({ trial: { arm, seed }, trained }: { trial: { arm: string; seed: number }; trained: boolean }) =>
  trained ? `${arm}${seed}` : arm;

it('keeps the order of the file, but puts together what stands on the same VAE', () => {
  expect(orderTrials(experiment).map(named)).toEqual([
    'b1',
    'b2',
    'b3',
    'b4',
    'a1',
    'a2',
    'a3',
    'a4',
    'linear',
    'd1',
    'd2',
    'd3',
    'd4',
    'c1',
    'c2',
    'c3',
    'c4',
  ]);
  expect(
    orderTrials(experiment)
      .map(({ label }) => label)
      .slice(7, 9),
  ).toEqual(['a (seed 4)', 'linear']);
});

it('shuffled, begins with the baseline, and gives every arm a turn with one seed before the next seed', () => {
  const order = shuffleTrials(experiment).map(named);
  expect([...order].sort()).toEqual(orderTrials(experiment).map(named).sort());
  expect(order[0]).toBe('linear');
  const turns = [0, 1, 2, 3].map((turn) => order.slice(1 + 4 * turn, 5 + 4 * turn));
  for (const turn of turns) {
    expect(turn.map((name) => name[0]).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(turn.map((name) => name[1])).size).toBe(1);
  }
  expect(new Set(turns.map((turn) => turn.map((name) => name[0]).join())).size).toBeGreaterThan(1);
});

it('shuffled, is the same whenever it is asked, and another for another experiment', () => {
  expect(shuffleTrials(resolveIn({ x: yaml() }))).toEqual(shuffleTrials(experiment));
  const other = shuffleTrials(resolveIn({ x: yaml('  e: { batch: 64, path: { hidden: [8, 8, 8] } }') })).map(named);
  expect(other.filter((name) => !name.startsWith('e'))).not.toEqual(shuffleTrials(experiment).map(named));
});
